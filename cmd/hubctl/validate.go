package main

import (
	"fmt"
	"sort"
	"strings"

	"hubscape/app/scenario"
	"hubscape/app/store"
)

func validateCommand() command {
	return command{
		name: "validate",
		args: "FILE… [--json]",
		line: "Problems with place and remedy",
		more: `
Checks scenario files: whether they can be read, whether all they refer to is there, and whether they follow the
published schema. Ends with status 1 when any file has a problem. What was changed outside Hubscape since a file was
saved is remarked on, and is no problem.

  hubctl validate *.hubscape
`,
		options: []option{{"json", "", "one object a file: file, valid, problems, remarks"}},
		do:      validate,
	}
}

// verdict is what was found out about one file.
type verdict struct {
	File     string    `json:"file"`
	Valid    bool      `json:"valid"`
	Problems []problem `json:"problems"`
	Remarks  []problem `json:"remarks,omitempty"`
}

func validate(c *call) error {
	if len(c.files) == 0 {
		return usagef("at least one FILE is needed; hubctl validate my.hubscape")
	}
	var worst error
	for _, file := range c.files {
		v, err := c.judge(file)
		if statusOf(err) == statusMachine {
			worst = err
			fmt.Fprintln(c.err, "hubctl: "+plain(err.Error()))
			continue
		}
		if !v.Valid && worst == nil {
			worst = errProblems
		}
		if err := c.report(v); err != nil {
			return err
		}
	}
	if worst != nil {
		return &fault{status: statusOf(worst)} // said already
	}
	return nil
}

func (c *call) report(v verdict) error {
	if c.has("json") {
		return c.writeJSON(v)
	}
	for _, p := range append(v.Remarks, v.Problems...) {
		where := v.File
		if p.Where != "" && p.Where != "file" {
			where += ": " + p.Where
		}
		fmt.Fprintf(c.out, "%s: %s\n", plain(where), plain(p.Message))
	}
	if v.Valid {
		fmt.Fprintf(c.out, "%s: no problems\n", plain(v.File))
	}
	return nil
}

// judge reads and checks one file. An error is the machine's.
func (c *call) judge(file string) (verdict, error) {
	v := verdict{File: file, Problems: []problem{}}
	in, err := c.read(file)
	if err != nil {
		v.Problems = append(v.Problems, problem{"", strings.TrimPrefix(err.Error(), file+": ")})
		return v, err
	}
	v.File = in.name
	if doc, read, err := store.ReadInfo(in.bytes); err == nil && doc.Version > scenario.Version {
		v.Problems = append(v.Problems, problem{"version", read.Notice}) // the rest follows rules that are not known here
		return v, nil
	}
	found := store.Validate(in.bytes)
	// What was lost comes first: the rest often follows from it.
	sort.SliceStable(found, func(i, j int) bool { return found[i].Lost && !found[j].Lost })
	for _, p := range found {
		if p.Remark {
			v.Remarks = append(v.Remarks, problem{p.Where, p.Message})
			continue
		}
		v.Problems = append(v.Problems, problem{p.Where, p.Message})
	}
	v.Valid = len(v.Problems) == 0
	return v, nil
}
