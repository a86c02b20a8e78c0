package catalog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"waybill/internal/timeline"
)

// notes are lines whose code says something else than their words, with the reason.
// The phrases are right to say what they say of the words alone.
var notes = map[string]string{
	"International shipment release - Export":                          "FedEx counts it as customs, the words tell of leaving",
	"Arrived at usps facility":                                         "4PX means the handover, USPS one of its centres",
	"Held by Customs at Destination":                                   "SingPost lists it with its incidents",
	"Arrived at DHL facility in Milan - Italy":                         "the last of several facilities, which only the route tells",
	"The shipment has been processed in the destination parcel center": "DHL counts it as sorting",
	"In transit, it's progressing through post network":                "4PX means the handover",
	"배송지역으로 상품이 이동중입니다.":                                               "the leg of the journey is told by CJ's code alone",
	"물류터미널로 상품이 이동중입니다.":                                               "the same",
}

// TestDescriptions reads every description in the carriers' recorded answers by its
// words alone. Where a code told the status too, the words must agree, say less, or
// say it more closely than "in transit".
func TestDescriptions(t *testing.T) {
	c, _ := Load(context.Background(), os.DirFS("../../content"), Options{Label: "content"})
	texts := descriptions(t)
	var lines []string
	for text, told := range texts {
		said := c.Words.Status(text)
		lines = append(lines, fmt.Sprintf("%s\t%s", said, text))
		agrees := said == timeline.Unknown || slices.Contains(told, said) ||
			slices.Contains(told, timeline.InTransit) || slices.Contains(told, timeline.Unknown)
		if note := notes[text]; !agrees && note == "" {
			t.Errorf("%q: the words say %s, the carrier's code %s", text, said, told)
		}
		if agrees && notes[text] != "" {
			t.Errorf("%q: the words agree with the code, so there is nothing to note", text)
		}
		if said.Final() && !slices.Contains(told, said) {
			t.Errorf("%q is read as %s, which it is not: %s", text, said, told)
		}
	}
	for text := range notes {
		if texts[text] == nil {
			t.Errorf("no carrier writes %q any more", text)
		}
	}
	slices.Sort(lines)
	golden(t, "descriptions.tsv", strings.Join(lines, "\n")+"\n")
}

// descriptions returns the texts of all events in the adapters' golden files, with
// the statuses that they were given.
func descriptions(t *testing.T) map[string][]timeline.Status {
	t.Helper()
	files, err := filepath.Glob("../adapter/*/testdata/*.golden")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d recorded answers: %v", len(files), err)
	}
	texts := map[string][]timeline.Status{}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for d := json.NewDecoder(f); ; {
			var tl timeline.Timeline
			if err := d.Decode(&tl); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				break // a refusal, in words
			}
			for _, e := range tl.Events {
				if !slices.Contains(texts[e.Text], e.Status) {
					texts[e.Text] = append(texts[e.Text], e.Status)
				}
			}
		}
	}
	return texts
}

// TestWordsOfDelivery has the lines in which a word for "delivered" stands and which
// tell of no delivery to the recipient.
func TestWordsOfDelivery(t *testing.T) {
	c, _ := Load(context.Background(), os.DirFS("../../content"), Options{Label: "content"})
	for text, want := range map[string]timeline.Status{
		"Your parcel will be delivered tomorrow":             timeline.InTransit,
		"Expected to be delivered during the day":            timeline.OutForDelivery,
		"Not delivered, nobody home":                         timeline.AttemptFailed,
		"We have not been able to deliver your parcel":       timeline.AttemptFailed,
		"Delivered to a pick-up point: Kiosk 12":             timeline.AvailableForPickup,
		"Delivered to the sender":                            timeline.Returned,
		"Delivered to the customs office":                    timeline.CustomsInProgress,
		"A notification has been delivered to the recipient": timeline.Unknown,
		"Possible delay in delivery":                         timeline.InTransit,
		"Delivered, front door":                              timeline.Delivered,
		"Le colis n’a pas pu être livré":                     timeline.AttemptFailed,
		"Votre colis sera livré demain":                      timeline.InTransit,
		"Le colis a été livré à l'expéditeur":                timeline.Returned,
		"Die Sendung konnte nicht zugestellt werden":         timeline.AttemptFailed,
		"Die Sendung wird morgen zugestellt":                 timeline.InTransit,
		"Die Sendung wurde zugestellt":                       timeline.Delivered,
		"No entregado. Destinatario ausente":                 timeline.AttemptFailed,
		"El envío ha sido entregado":                         timeline.Delivered,
		"Non consegnata, destinatario assente":               timeline.AttemptFailed,
		"Consegnata":                                         timeline.Delivered,
		"Objeto entregue ao remetente":                       timeline.Returned,
		"Objeto não entregue - carteiro não atendido":        timeline.AttemptFailed,
		"Objeto entregue ao destinatário":                    timeline.Delivered,
		"Het pakket wordt vandaag bezorgd":                   timeline.InTransit,
		"Het pakket is bezorgd":                              timeline.Delivered,
		"Coletul nu a putut fi livrat":                       timeline.AttemptFailed,
		"Przesyłka doręczona":                                timeline.Delivered,
		"Відправлення вручено: відправнику":                  timeline.Returned,
		"Відправлення вручено: адресату":                     timeline.Delivered,
		"Неудачная попытка вручения":                         timeline.AttemptFailed,
		"快件未妥投":                                              timeline.AttemptFailed,
		"您的快件已签收":                                            timeline.Delivered,
		"清关完成":                                               timeline.CustomsCleared,
		"고객님의 상품이 배송완료 되었습니다":                                timeline.Delivered,
		"お届け先にお届け済み":                                         timeline.Delivered,
		"ご不在のため持ち戻りました":                                      timeline.AttemptFailed,
		"Returned to sender":                                 timeline.ReturnToSender,
		"The parcel has been lost":                           timeline.Incident,
		"Der Empfänger wurde nicht angetroffen":              timeline.AttemptFailed,
	} {
		if got := c.Words.Status(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
