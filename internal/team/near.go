package team

import (
	"context"
	"fmt"
	"math"

	"entgo.io/ent/dialect/sql"

	"gandan/ent"
	"gandan/ent/gid"
	"gandan/ent/helppoint"
	"gandan/ent/predicate"
	"gandan/internal/fault"
	"gandan/internal/page"
	"gandan/internal/store"
)

// NearInput is where somebody is, in degrees.
type NearInput struct {
	Latitude  float64
	Longitude float64
}

// PointFilter narrows the list of help points; what is nil narrows nothing.
type PointFilter struct {
	Near   *NearInput
	UnitID *gid.ID
}

// radii are the circles, in metres, in which the nearest help points are looked for, one after the other until a page is full.
// What is farther than the last is not near anybody.
func radii() []float64 { return []float64{2_000, 10_000, 50_000} }

// NearHelpPoint is a help point, and how far away it is when that was asked.
type NearHelpPoint struct {
	Point          *ent.HelpPoint
	DistanceMetres *int
}

// metresPerDegree is a degree of latitude on a sphere of 6,371 km.
const metresPerDegree = 111_194.93

// HelpPoints is a page of the help points that are open for people, of one unit when it is named: the nearest first when it is
// said near what, up to 50 km away, else in the order in which they were opened.
//
// Distances are measured on the plane that touches the earth there, in whole numbers, so that every database orders alike; at
// 50 km they are wrong by less than 0.3 %. A page costs one to three statements, each bounded by a box on an indexed latitude.
//
// BAD_USER_INPUT with keys PLACE_OUTSIDE and WRONG_ID_KIND, and for the page; a cursor of another place is BAD_CURSOR.
func (s *Service) HelpPoints(ctx context.Context, f PointFilter, args page.Args) (*page.Connection[*NearHelpPoint], error) {
	if f.UnitID != nil && f.UnitID.Kind() != gid.Unit {
		return nil, fault.Bad("unitId", "WRONG_ID_KIND")
	}
	if f.Near == nil {
		return s.pointsByAge(ctx, f, args)
	}
	lat, lng, err := position("near", f.Near.Latitude, f.Near.Longitude)
	if err != nil {
		return nil, err
	}
	from := origin{lat: lat, lng: lng, cos: int(math.Round(scale * math.Pow(math.Cos(float64(lat)/micro*math.Pi/180), 2)))}
	return s.pointsByDistance(ctx, f, from, args)
}

func (f PointFilter) query(db *ent.Client) *ent.HelpPointQuery {
	q := db.HelpPoint.Query().Where(helppoint.StatusEQ(helppoint.StatusOPEN))
	if f.UnitID != nil {
		q.Where(helppoint.UnitID(*f.UnitID))
	}
	return q
}

func (s *Service) pointsByAge(ctx context.Context, f PointFilter, args page.Args) (*page.Connection[*NearHelpPoint], error) {
	by := page.Order{List: "help-points", Column: helppoint.FieldCreatedAt}
	w, err := args.Window(by.List)
	if err != nil {
		return nil, err
	}
	q := f.query(s.store.Reader(ctx))
	all := q.Clone()
	rows, err := q.Where(predicate.HelpPoint(by.Apply(w))).All(ctx)
	key := func(p *NearHelpPoint) page.Cursor { return page.AtTime(p.Point.CreatedAt, p.Point.ID) }
	return page.New(w, by.List, found(rows, func(*ent.HelpPoint) *int { return nil }), key, all.Count), store.Translate(err)
}

// origin is where distances are measured from. The square of a distance is scale·Δlat² + cos·Δlng² in millionths of a degree,
// where cos is scale·cos² of the latitude: within Việt Nam it stays below 2^63.
type origin struct{ lat, lng, cos int }

const scale = 10_000

func (o origin) square(p *ent.HelpPoint) int {
	y, x := p.LatitudeE6-o.lat, p.LongitudeE6-o.lng
	return scale*y*y + o.cos*x*x
}

// expression is square for the database.
func (o origin) expression(s *sql.Selector) (string, []any) {
	y, x := s.C(helppoint.FieldLatitudeE6), s.C(helppoint.FieldLongitudeE6)
	return fmt.Sprintf("(? * (%[1]s - ?) * (%[1]s - ?) + ? * (%[2]s - ?) * (%[2]s - ?))", y, x), []any{scale, o.lat, o.lat, o.cos, o.lng, o.lng}
}

// perMetre is how long a metre is in the root of a square.
var perMetre = math.Sqrt(scale) * micro / metresPerDegree

func (o origin) metres(p *ent.HelpPoint) *int {
	m := int(math.Round(math.Sqrt(float64(o.square(p))) / perMetre))
	return &m
}

// within narrows to the box around the circle, which an index serves, and to the circle.
func (o origin) within(radius float64) predicate.HelpPoint {
	reach := radius / metresPerDegree * micro
	high, wide := int(math.Ceil(reach)), int(math.Ceil(reach*math.Sqrt(float64(scale)/float64(o.cos))))
	most := int(math.Round(math.Pow(radius*perMetre, 2)))
	return func(s *sql.Selector) {
		text, args := o.expression(s)
		y, x := s.C(helppoint.FieldLatitudeE6), s.C(helppoint.FieldLongitudeE6)
		s.Where(sql.And(sql.GTE(y, o.lat-high), sql.LTE(y, o.lat+high), sql.GTE(x, o.lng-wide), sql.LTE(x, o.lng+wide)))
		s.Where(sql.ExprP(text+" <= ?", append(args, most)...))
	}
}

// cut orders by distance, cuts behind or before the cursors and takes one row more than the page.
func (o origin) cut(w page.Window) predicate.HelpPoint {
	return func(s *sql.Selector) {
		text, args := o.expression(s)
		beyond := func(c *page.Cursor, sign string) {
			all := append(append([]any{}, args...), *c.Int)
			tie := append(append(append([]any{}, args...), *c.Int), c.ID)
			s.Where(sql.Or(sql.ExprP(text+" "+sign+" ?", all...), sql.ExprP(text+" = ? AND "+s.C(helppoint.FieldID)+" "+sign+" ?", tie...)))
		}
		if w.After != nil {
			beyond(w.After, ">")
		}
		if w.Before != nil {
			beyond(w.Before, "<")
		}
		way := " ASC"
		if w.Backward {
			way = " DESC"
		}
		s.OrderExpr(sql.Expr(text+way, args...), sql.Expr(s.C(helppoint.FieldID)+way)).Limit(w.Limit + 1)
	}
}

func (s *Service) pointsByDistance(ctx context.Context, f PointFilter, from origin, args page.Args) (*page.Connection[*NearHelpPoint], error) {
	list := fmt.Sprintf("help-points.near.%d.%d", from.lat, from.lng) // a cursor says how far from here
	w, err := args.Window(list)
	if err != nil {
		return nil, err
	}
	for field, c := range map[string]*page.Cursor{"after": w.After, "before": w.Before} {
		if c != nil && c.Int == nil {
			return nil, fault.Bad(field, "BAD_CURSOR")
		}
	}
	circles := radii()
	last := circles[len(circles)-1]
	if w.Backward {
		circles = []float64{last} // the farthest come first
	}
	var rows []*ent.HelpPoint
	for _, radius := range circles {
		rows, err = f.query(s.store.Reader(ctx)).Where(from.within(radius), from.cut(w)).All(ctx)
		if err != nil {
			return nil, store.Translate(err)
		}
		if len(rows) > w.Limit {
			break
		}
	}
	count := func(ctx context.Context) (int, error) {
		return f.query(s.store.Reader(ctx)).Where(from.within(last)).Count(ctx)
	}
	key := func(p *NearHelpPoint) page.Cursor { return page.AtInt(from.square(p.Point), p.Point.ID) }
	return page.New(w, list, found(rows, from.metres), key, count), nil
}

func found(rows []*ent.HelpPoint, metres func(*ent.HelpPoint) *int) []*NearHelpPoint {
	all := make([]*NearHelpPoint, len(rows))
	for i, p := range rows {
		all[i] = &NearHelpPoint{Point: p, DistanceMetres: metres(p)}
	}
	return all
}
