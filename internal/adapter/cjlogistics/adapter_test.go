package cjlogistics

import (
	"net/http"
	"testing"

	"waybill/internal/adapter"
	"waybill/internal/adapter/adaptertest"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, Adapter{}, adapter.Query{Number: "123456789012"})
}

func FuzzDecode(f *testing.F) { adaptertest.Fuzz(f, Adapter{}) }

func TestAsk(t *testing.T) {
	send := func(req *http.Request) (adapter.Answer, error) {
		if req.Method == http.MethodGet {
			return adapter.Answer{Status: 200, Header: http.Header{"Set-Cookie": {"JSESSIONID=1"}}, Body: []byte(`<input type="hidden" name="_csrf" value="tok"/>`)}, nil
		}
		if c, err := req.Cookie("JSESSIONID"); err != nil || c.Value != "1" {
			t.Error("the session's cookie is missing")
		}
		if err := req.ParseForm(); err != nil || req.PostForm.Get("_csrf") != "tok" || req.PostForm.Get("paramInvcNo") != "1" {
			t.Errorf("asked with %v, %v", req.PostForm, err)
		}
		return adapter.Answer{Status: 200, Body: []byte(`{"parcelResultMap":{"resultList":[]},"parcelDetailResultMap":{"resultList":[]}}`)}, nil
	}
	ans, err := Adapter{}.Ask(t.Context(), adapter.Query{Number: "1"}, send)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := adapter.Read(Adapter{}, adapter.Query{Number: "1"}, ans, nil); adapter.KindOf(err) != adapter.NotFound {
		t.Errorf("got %v", err)
	}
}

func TestNamesAreTakenOut(t *testing.T) {
	const body = `{"parcelResultMap":{"resultList":[{"invcNo":"1"}]},"parcelDetailResultMap":{"resultList":[
		{"crgNm":"고객님의 상품을 배송할 예정입니다.(17∼19시)(배송담당:홍길동 010-1234-5678)","crgSt":"82","dTime":"2024-04-08 18:15:11"}]}}`
	tl, err := adapter.Read(Adapter{}, adapter.Query{}, adapter.Answer{Body: []byte(body)}, nil)
	if err != nil || tl.Events[0].Text != "고객님의 상품을 배송할 예정입니다.(17∼19시)" {
		t.Errorf("got %+v, error %v", tl, err)
	}
}
