package fourpx

import (
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "4PX0000000000001CN"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }
