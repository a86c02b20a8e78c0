package correios

import (
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "AA000000000BR"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }
