// Package all lists every adapter.
package all

import (
	"waybill/internal/adapter"
	seventeentrack "waybill/internal/adapter/17track"
	"waybill/internal/adapter/aftership"
	"waybill/internal/adapter/amazonshipping"
	"waybill/internal/adapter/anpost"
	"waybill/internal/adapter/aramex"
	"waybill/internal/adapter/asendia"
	"waybill/internal/adapter/australiapost"
	"waybill/internal/adapter/austrianpost"
	"waybill/internal/adapter/bpost"
	"waybill/internal/adapter/bring"
	"waybill/internal/adapter/cainiao"
	"waybill/internal/adapter/canadapost"
	"waybill/internal/adapter/cdek"
	"waybill/internal/adapter/chinapost"
	"waybill/internal/adapter/chronopost"
	"waybill/internal/adapter/cjlogistics"
	"waybill/internal/adapter/correios"
	"waybill/internal/adapter/correoses"
	"waybill/internal/adapter/cttpt"
	"waybill/internal/adapter/delhivery"
	"waybill/internal/adapter/demo"
	"waybill/internal/adapter/dhlecommercenl"
	"waybill/internal/adapter/dhlexpressmydhl"
	"waybill/internal/adapter/dhlexpressxmlpi"
	"waybill/internal/adapter/dhlparcelde"
	"waybill/internal/adapter/dhlunified"
	"waybill/internal/adapter/dpd"
	"waybill/internal/adapter/easypost"
	"waybill/internal/adapter/evri"
	"waybill/internal/adapter/fedex"
	"waybill/internal/adapter/fourpx"
	"waybill/internal/adapter/glsgroup"
	"waybill/internal/adapter/glsnl"
	"waybill/internal/adapter/glsweb"
	"waybill/internal/adapter/hermesde"
	"waybill/internal/adapter/indiapost"
	"waybill/internal/adapter/inpost"
	"waybill/internal/adapter/japanpost"
	"waybill/internal/adapter/landmarkglobal"
	"waybill/internal/adapter/laposte"
	"waybill/internal/adapter/meest"
	"waybill/internal/adapter/ninjavan"
	"waybill/internal/adapter/novaposhta"
	"waybill/internal/adapter/npshopping"
	"waybill/internal/adapter/nzpost"
	"waybill/internal/adapter/packeta"
	"waybill/internal/adapter/pocztapolska"
	"waybill/internal/adapter/posteitaliane"
	"waybill/internal/adapter/postnl"
	"waybill/internal/adapter/postnord"
	"waybill/internal/adapter/purolator"
	"waybill/internal/adapter/royalmail"
	"waybill/internal/adapter/sfexpress"
	"waybill/internal/adapter/ship24"
	"waybill/internal/adapter/shipengine"
	"waybill/internal/adapter/shippo"
	"waybill/internal/adapter/singaporepost"
	"waybill/internal/adapter/swisspost"
	"waybill/internal/adapter/tnt"
	"waybill/internal/adapter/trackingmore"
	"waybill/internal/adapter/trunkrs"
	"waybill/internal/adapter/ukrposhta"
	"waybill/internal/adapter/ups"
	"waybill/internal/adapter/usps"
	"waybill/internal/adapter/yanwen"
	"waybill/internal/adapter/yunexpress"
)

// Adapters returns every adapter, sorted by id. The slice is the caller's.
func Adapters() []adapter.Adapter {
	return []adapter.Adapter{
		seventeentrack.Adapter{},
		aftership.Adapter{},
		amazonshipping.Adapter{},
		anpost.Adapter{},
		aramex.Adapter{},
		asendia.Adapter{},
		australiapost.Adapter{},
		austrianpost.Adapter{},
		bpost.Adapter{},
		bring.Adapter{},
		cainiao.Adapter{},
		canadapost.Adapter{},
		cdek.Adapter{},
		chinapost.Adapter{},
		chronopost.Adapter{},
		cjlogistics.Adapter{},
		correios.Adapter{},
		correoses.Adapter{},
		cttpt.Adapter{},
		delhivery.Adapter{},
		demo.Adapter{},
		dhlecommercenl.Adapter{},
		dhlexpressmydhl.Adapter{},
		dhlexpressxmlpi.Adapter{},
		dhlparcelde.Adapter{},
		dhlunified.Adapter{},
		dpd.Adapter{},
		easypost.Adapter{},
		evri.Adapter{},
		fedex.Adapter{},
		fourpx.Adapter{},
		glsgroup.Adapter{},
		glsnl.Adapter{},
		glsweb.Adapter{},
		hermesde.Adapter{},
		indiapost.Adapter{},
		inpost.Adapter{},
		japanpost.Adapter{},
		landmarkglobal.Adapter{},
		laposte.Adapter{},
		meest.Adapter{},
		ninjavan.Adapter{},
		novaposhta.Adapter{},
		npshopping.Adapter{},
		nzpost.Adapter{},
		packeta.Adapter{},
		pocztapolska.Adapter{},
		posteitaliane.Adapter{},
		postnl.Adapter{},
		postnord.Adapter{},
		purolator.Adapter{},
		royalmail.Adapter{},
		sfexpress.Adapter{},
		ship24.Adapter{},
		shipengine.Adapter{},
		shippo.Adapter{},
		singaporepost.Adapter{},
		swisspost.Adapter{},
		tnt.Adapter{},
		trackingmore.Adapter{},
		trunkrs.Adapter{},
		ukrposhta.Adapter{},
		ups.Adapter{},
		usps.Adapter{},
		yanwen.Adapter{},
		yunexpress.Adapter{},
	}
}

// Find returns the adapter with the given id.
func Find(id string) (adapter.Adapter, bool) {
	for _, a := range Adapters() {
		if a.Info().ID == id {
			return a, true
		}
	}
	return nil, false
}
