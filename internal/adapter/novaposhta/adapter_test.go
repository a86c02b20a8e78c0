package novaposhta

import (
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "59000777777777"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }
