package feature

// Hard limits that every reader keeps. Over one of them a feature is skipped and named, or the file is refused with
// the number.
const (
	MaxFile         = 1 << 30   // bytes; callers ask from AskFile on
	AskFile         = 100 << 20 // bytes
	MaxFeature      = 64 << 20  // bytes of one feature as it stands in the file
	MaxText         = 1 << 20   // bytes of one text value; longer ones are kept to this and named
	MaxJSONDepth    = 512
	MaxXMLDepth     = 256
	MaxCollection   = 32 // geometry collections within one another
	MaxPositions    = 5_000_000
	MaxAllPositions = 20_000_000
	MaxUnzipped     = 200 << 20 // bytes in all, counted as they come and not as the header says
	MaxRatio        = 200       // unzipped to zipped, once past RatioFrom
	RatioFrom       = 10 << 20
	MaxEntries      = 10_000
	MaxLat          = 90
	MaxLon          = 540 // then wrapped into -180 … 180
	MaxColumns      = 2_000
)
