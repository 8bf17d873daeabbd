package territory

import "testing"

func TestStandardOrganisationsBearTheirFullNames(t *testing.T) {
	for _, c := range []struct {
		name, kind                                         string
		party, council, committee, front, youth, policeman string
	}{
		{
			"Phường Hà Đông", KindWard, "Đảng ủy phường Hà Đông", "Hội đồng nhân dân phường Hà Đông", "Ủy ban nhân dân phường Hà Đông",
			"Ủy ban Mặt trận Tổ quốc Việt Nam phường Hà Đông", "Đoàn Thanh niên Cộng sản Hồ Chí Minh phường Hà Đông", "Công an phường Hà Đông",
		},
		{
			"Xã Gia Lâm", KindCommune, "Đảng ủy xã Gia Lâm", "Hội đồng nhân dân xã Gia Lâm", "Ủy ban nhân dân xã Gia Lâm",
			"Ủy ban Mặt trận Tổ quốc Việt Nam xã Gia Lâm", "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Gia Lâm", "Công an xã Gia Lâm",
		},
		{
			"Thành phố Hà Nội", KindCity, "Thành ủy Hà Nội", "Hội đồng nhân dân thành phố Hà Nội", "Ủy ban nhân dân thành phố Hà Nội",
			"Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Hà Nội", "Đoàn Thanh niên Cộng sản Hồ Chí Minh thành phố Hà Nội", "Công an thành phố Hà Nội",
		},
		{
			"Thị xã Sơn Tây", KindTown, "Thị ủy Sơn Tây", "Hội đồng nhân dân thị xã Sơn Tây", "Ủy ban nhân dân thị xã Sơn Tây",
			"Ủy ban Mặt trận Tổ quốc Việt Nam thị xã Sơn Tây", "Đoàn Thanh niên Cộng sản Hồ Chí Minh thị xã Sơn Tây", "Công an thị xã Sơn Tây",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := []OrganisationRow{
				{OrganisationPartyCommittee, c.party}, {OrganisationPeoplesCouncil, c.council}, {OrganisationPeoplesCommittee, c.committee},
				{OrganisationFatherlandFront, c.front}, {OrganisationYouthUnion, c.youth}, {OrganisationPolice, c.policeman},
			}
			got := StandardOrganisations(UnitRow{Name: c.name, Kind: c.kind})
			if len(got) != len(want) {
				t.Fatalf("got %v", got)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("got %v, want %v", got[i], want[i])
				}
			}
		})
	}
}

func TestANameWithoutTheWordForItsKindGetsIt(t *testing.T) {
	for name, want := range map[string]string{
		"Hà Đông": "Công an phường Hà Đông", "phường Hà Đông": "Công an phường Hà Đông", "Phường 5": "Công an phường 5", "Phường": "Công an phường Phường",
	} {
		if got := StandardOrganisations(UnitRow{Name: name, Kind: KindWard})[5].Name; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if got := StandardOrganisations(UnitRow{Name: "Thôn A", Kind: "HAMLET"}); got != nil {
		t.Errorf("an unknown kind has %v", got)
	}
}

func TestNoStandardOrganisationOfTheUnitsInForceStandsTwice(t *testing.T) {
	units, _, err := StandardUnits()
	if err != nil {
		t.Fatal(err)
	}
	names, count := map[string]bool{}, 0
	for _, u := range units {
		if !u.InForce("2026-01-01") {
			continue
		}
		for _, o := range StandardOrganisations(u) {
			names[o.Name] = true
			count++
		}
	}
	if count != 127*6 || len(names) != count {
		t.Errorf("%d organisations, %d names", count, len(names))
	}
}
