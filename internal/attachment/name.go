package attachment

import (
	"net/url"
	"path"
	"strings"

	"gandan/ent/attachment"
	"gandan/internal/fault"
	"gandan/internal/text"
)

const longestName = 200 // characters

// kind is how a media is named and served.
type kind struct {
	extension string
	mime      string
}

func kindOf(m attachment.Media) kind {
	const office = "application/vnd.openxmlformats-officedocument."
	switch m {
	case attachment.MediaDOCX:
		return kind{".docx", office + "wordprocessingml.document"}
	case attachment.MediaXLSX:
		return kind{".xlsx", office + "spreadsheetml.sheet"}
	case attachment.MediaJPEG:
		return kind{".jpg", "image/jpeg"}
	case attachment.MediaPNG:
		return kind{".png", "image/png"}
	default:
		return kind{".pdf", "application/pdf"}
	}
}

// cleanName is the name to show: no folders, nothing that cannot be seen, and the ending of what it is.
// BAD_USER_INPUT with keys TOO_SHORT and TOO_LONG.
func cleanName(name string, m attachment.Media) (string, error) {
	name = strings.Join(strings.Fields(text.Clean(name)), " ")
	name = path.Base("/" + strings.ReplaceAll(name, `\`, "/"))
	end := path.Ext(name)
	if own := kindOf(m).extension; !strings.EqualFold(end, own) && (!strings.EqualFold(end, ".jpeg") || own != ".jpg") {
		end = own
	}
	stem := strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"<>:|?*", r) {
			return '_'
		}
		return r
	}, strings.TrimLeft(strings.TrimSuffix(name, end), "./ "))
	switch {
	case stem == "":
		return "", fault.Bad("input.name", "TOO_SHORT").With("min", 1)
	case text.Length(stem+end) > longestName:
		return "", fault.Bad("input.name", "TOO_LONG").With("max", longestName)
	}
	return stem + end, nil
}

// disposition has the file saved under its name: plain for old clients (RFC 6266), in UTF-8 for all others (RFC 8187).
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
