package correoses

import (
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "PR123456789012345C"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }
