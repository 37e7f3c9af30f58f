//go:build unix && !linux && !darwin

package disk

import "errors"

func keepAccess(string, string) {}

func free(string) (int64, error) { return 0, errors.ErrUnsupported }
