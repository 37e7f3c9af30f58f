package geopackage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/ncruces/go-sqlite3"

	"hubscape/app/exchange/feature"
)

// heapLimit is the memory that SQLite may take for one database, in bytes.
const heapLimit = 256 << 20

// reader is one file that is being read.
type reader struct {
	ctx     context.Context
	name    string
	options Options
	limits  limits
	out     *feature.Dataset

	file   *block
	conn   *sqlite3.Conn
	forget func()
	budget *budget

	careful bool // expressions of the file's own may be evaluated
	pragmas bool // the statements that are made now are ours alone

	systems   map[int64]system
	positions int
	retained  int64
	undefined []int // layers whose coordinate system the file does not name
	defined   bool  // there is a layer with positions whose system it names
}

// header is the beginning of a database.
type header [100]byte

func readHeader(name string, r io.ReaderAt) (header, error) {
	var h header
	n, _ := r.ReadAt(h[:], 0)
	switch {
	case n == 0:
		return h, fmt.Errorf("%s: is empty; save it again from the program that made it", name)
	case n < len(h) || string(h[:16]) != "SQLite format 3\x00":
		return h, fmt.Errorf("%s: is not a GeoPackage, for it is no SQLite database; choose another file", name)
	}
	return h, nil
}

// log says whether the database was written with a log of changes beside it.
func (h header) log() bool { return h[writeVersion] == 2 || h[readVersion] == 2 }

// open opens the database as one that nobody trusts; again, when it was open before.
func (in *reader) open() error {
	in.close()
	name, forget := lay(in.file)
	in.forget = forget
	conn, err := sqlite3.OpenFlags("file:"+name+"?vfs="+vfsName, sqlite3.OPEN_READONLY|sqlite3.OPEN_URI)
	if err != nil {
		return err
	}
	in.conn = conn
	in.newBudget()
	return in.restrict()
}

// close gives back what the connection took. Nothing was written, so there is nothing that could go wrong.
func (in *reader) close() {
	if in.conn != nil {
		in.conn.SetInterrupt(context.Background())
		_ = survive(in.conn.Close)
		in.conn = nil
	}
	if in.forget != nil {
		in.forget()
		in.forget = nil
	}
}

// restrict sets what SQLite recommends for files of unknown origin (sqlite.org/security.html).
func (in *reader) restrict() error {
	for option, on := range map[sqlite3.DBConfig]bool{
		sqlite3.DBCONFIG_DEFENSIVE: true, sqlite3.DBCONFIG_TRUSTED_SCHEMA: false, sqlite3.DBCONFIG_ENABLE_TRIGGER: false,
		sqlite3.DBCONFIG_WRITABLE_SCHEMA:       false,
		sqlite3.DBCONFIG_ENABLE_FTS3_TOKENIZER: false, sqlite3.DBCONFIG_DQS_DML: false, sqlite3.DBCONFIG_DQS_DDL: false,
	} {
		if _, err := in.conn.Config(option, on); err != nil {
			return err
		}
	}
	for limit, value := range map[sqlite3.LimitCategory]int{
		sqlite3.LIMIT_LENGTH: feature.MaxFeature, sqlite3.LIMIT_SQL_LENGTH: 1 << 20, sqlite3.LIMIT_COLUMN: feature.MaxColumns,
		sqlite3.LIMIT_EXPR_DEPTH: 100, sqlite3.LIMIT_COMPOUND_SELECT: 50, sqlite3.LIMIT_VDBE_OP: 100_000,
		sqlite3.LIMIT_FUNCTION_ARG: 32, sqlite3.LIMIT_ATTACHED: 0, sqlite3.LIMIT_LIKE_PATTERN_LENGTH: 100,
		sqlite3.LIMIT_VARIABLE_NUMBER: 10, sqlite3.LIMIT_TRIGGER_DEPTH: 1, sqlite3.LIMIT_WORKER_THREADS: 0,
	} {
		in.conn.Limit(limit, value)
	}
	in.conn.HardHeapLimit(heapLimit)
	for _, pragma := range []string{"trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "ignore_check_constraints=ON", "temp_store=MEMORY", "mmap_size=0", "cache_size=-16000"} {
		if err := in.conn.Exec("PRAGMA " + pragma); err != nil {
			return err
		}
	}
	in.cautious(true)
	if err := in.ownFunctions(); err != nil {
		return err
	}
	return in.conn.SetAuthorizer(in.authorize)
}

var errTooLong = errors.New("took too long")

// budget stops SQLite when a layer has cost too much. SQLite asks for Err every thousand steps, and once before each row.
type budget struct {
	context.Context
	limits limits
	blocks int // thousands of steps so far
	spent  time.Duration
	since  time.Time // start of the current call
	before bool      // the next question is the one before a row
	over   bool
}

func (b *budget) Err() error {
	if err := b.Context.Err(); err != nil || b.before {
		b.before = false
		return err
	}
	b.blocks++
	if b.blocks*1000 > b.limits.steps || b.spent+time.Since(b.since) > b.limits.time {
		b.over = true
	}
	if b.over {
		return errTooLong
	}
	return nil
}

// newBudget begins a new count.
func (in *reader) newBudget() {
	in.budget = &budget{Context: in.ctx, limits: in.limits, since: time.Now()}
	in.conn.SetInterrupt(in.budget)
}

// step goes to the next row of a statement; the time that goes by outside it is not counted.
func (in *reader) step(s *sqlite3.Stmt) bool {
	in.budget.since, in.budget.before = time.Now(), true
	more := s.Step()
	in.budget.spent += time.Since(in.budget.since)
	return more
}

// query calls row for each row of an answer.
func (in *reader) query(sql string, row func(*sqlite3.Stmt) error) error {
	in.budget.since = time.Now()
	s, _, err := in.conn.Prepare(sql)
	if err != nil {
		return err
	}
	defer s.Close()
	for in.step(s) {
		if err := row(s); err != nil {
			return err
		}
	}
	return s.Err()
}
