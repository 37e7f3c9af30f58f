package measure

import "errors"

// split finds the two coordinates among the tokens.
func split(tokens []token) ([2][]token, error) {
	groups := groupBySeparator(tokens)
	switch n := len(groups); {
	case n == 2 && len(groups[0]) != len(groups[1]) && bare(groups):
		return [2][]token{}, unclear
	case n == 2:
		return [2][]token{groups[0], groups[1]}, nil
	case n == 1:
		return halve(groups[0])
	case (n == 4 || n == 6) && plain(groups):
		return [2][]token{join(groups[:n/2]), join(groups[n/2:])}, nil
	case n == 0:
		return [2][]token{}, ErrNotCoordinates
	}
	return [2][]token{}, wrong("there are %d parts here and two are wanted: write latitude; longitude with a semicolon between", len(groups))
}

var unclear = wrong("it is not clear where the first number ends: put a semicolon between latitude and longitude")

// bare tells whether the groups are numbers without any marks or compass letters.
func bare(groups [][]token) bool {
	for _, g := range groups {
		for _, t := range g {
			if t.kind != number || t.unit != 0 {
				return false
			}
		}
	}
	return true
}

// groupBySeparator also joins a lone compass word with what follows it ("lat, 42.6").
func groupBySeparator(tokens []token) [][]token {
	var groups [][]token
	var group []token
	for _, t := range tokens {
		if t.kind != separator {
			group = append(group, t)
			continue
		}
		if len(group) == 1 && group[0].kind == axis {
			continue
		}
		groups, group = append(groups, group), nil
	}
	if len(group) > 0 {
		groups = append(groups, group)
	}
	return groups
}

func join(groups [][]token) []token {
	var out []token
	for _, g := range groups {
		out = append(out, g...)
	}
	return out
}

// plain tells whether every group is one bare number: 42,39,21,9 for 42°39′, 21°9′.
func plain(groups [][]token) bool {
	for _, g := range groups {
		if len(g) != 1 || g[0].kind != number || g[0].unit != 0 {
			return false
		}
	}
	return true
}

// halve splits a run without separators where compass letters, marks, signs or the count of numbers say.
func halve(run []token) ([2][]token, error) {
	var axes []int
	for i, t := range run {
		if t.kind == axis {
			axes = append(axes, i)
		}
	}
	last := len(run) - 1
	switch {
	case len(axes) > 2:
		return [2][]token{}, wrong("there are more than two compass letters here: paste one position at a time")
	case len(axes) == 2 && axes[0] == 0 && axes[1] == last && last > 0:
		mid, err := halveNumbers(run[1:last])
		return [2][]token{prepend(run[0], mid[0]), append(mid[1], run[last])}, lettered(err)
	case len(axes) == 2 && axes[0] == 0:
		return cut(run, axes[1]), nil
	case len(axes) == 2:
		return cut(run, axes[0]+1), nil
	case len(axes) == 1 && axes[0] == 0:
		mid, err := halveNumbers(run[1:])
		return [2][]token{prepend(run[0], mid[0]), mid[1]}, lettered(err)
	case len(axes) == 1 && axes[0] == last:
		mid, err := halveNumbers(run[:last])
		return [2][]token{mid[0], append(mid[1], run[last])}, lettered(err)
	case len(axes) == 1:
		i := axes[0]
		if run[i+1].glued && !run[i].glued {
			return cut(run, i), nil
		}
		return cut(run, i+1), nil
	}
	return halveNumbers(run)
}

// lettered is the error for a run that has a compass letter, so that coordinates must have been meant.
func lettered(err error) error {
	if errors.Is(err, ErrNotCoordinates) {
		return ErrIncomplete
	}
	return err
}

func prepend(t token, rest []token) []token { return append([]token{t}, rest...) }

// cut copies both sides, so that appending to one cannot reach into the other.
func cut(run []token, i int) [2][]token {
	return [2][]token{append([]token(nil), run[:i]...), append([]token(nil), run[i:]...)}
}

// halveNumbers splits numbers before the second one with a degree sign, behind the first chain of colons, before a sign,
// or in the middle.
func halveNumbers(run []token) ([2][]token, error) {
	if len(run) < 2 {
		if len(run) == 1 && run[0].unit == 0 {
			return [2][]token{}, ErrNotCoordinates
		}
		return [2][]token{}, ErrIncomplete
	}
	degreeSigns, chained := 0, false
	for i, t := range run {
		if t.unit == 'd' {
			degreeSigns++
		}
		if i == 0 {
			chained = t.unit == '?'
			continue
		}
		switch {
		case t.signed && t.glued:
			return [2][]token{}, dash(run)
		case t.signed, t.unit == 'd' && degreeSigns == 2, chained && run[i-1].unit == 0:
			return cut(run, i), nil
		}
	}
	if degreeSigns == 1 && run[0].unit == 'd' && run[len(run)-1].unit != 0 {
		return [2][]token{}, ErrIncomplete
	}
	n := len(run)
	alike := n == 2 || (n == 4 || n == 6) && whole(run[n/2-1]) == whole(run[n-1])
	if alike && degreeSigns != 1 {
		return cut(run, n/2), nil
	}
	return [2][]token{}, unclear
}

func whole(t token) bool { return t.value == float64(int64(t.value)) }

// dash is the error for 42.66-21.16; a date or a range of whole numbers is no position at all.
func dash(run []token) error {
	for _, t := range run {
		if !whole(t) {
			return wrong("a dash stands between two numbers and may be a sign: put a space or a semicolon before it")
		}
	}
	return ErrNotCoordinates
}
