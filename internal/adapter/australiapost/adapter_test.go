package australiapost

import (
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "ET123456789AU"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }
