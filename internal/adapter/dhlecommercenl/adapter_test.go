package dhlecommercenl

import (
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "JJD149990200039892279"}, "[]")
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }
