package bench

import "strings"

// The parts of invented names: none of them is anybody's.
var (
	families = strings.Fields("Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý")
	middles  = strings.Fields("Văn Thị Minh Thu Hữu Ngọc Đức Thanh Quang Kim Xuân Hồng Bảo Gia Tuấn Diệu")
	givens   = strings.Fields("An Anh Bình Chi Cường Dung Dũng Đạt Giang Hà Hải Hạnh Hiền Hoa Hòa Hùng Hương Khánh Lan Linh Long Mai Minh Nam Nga Ngân Nhung Oanh Phúc Phương Quân Quỳnh Sơn Tâm Thảo Thắng Thủy Trang Trung Tú Uyên Vân Việt Vinh Yến")
)

func (d dice) name() string {
	return pick(d, families) + " " + pick(d, middles) + " " + pick(d, givens)
}

// What conferences are about.
var topics = []string{
	"vệ sinh môi trường và thu gom rác", "an toàn giao thông trước cổng trường", "cấp giấy chứng nhận quyền sử dụng đất",
	"hỗ trợ người dân nộp hồ sơ trực tuyến", "trật tự đô thị và vỉa hè", "sửa chữa đường ngõ và chiếu sáng",
	"chăm sóc người cao tuổi", "phòng cháy chữa cháy ở khu dân cư", "nước sạch sinh hoạt", "nhà văn hóa và sân chơi cho trẻ em",
	"phân loại rác tại nguồn", "thủ tục cho hộ kinh doanh", "chuyển đổi số ở tổ dân phố", "giữ gìn ao hồ và cây xanh",
}

var (
	places  = []string{"tổ dân phố số 3", "ngõ phía sau chợ", "đoạn đường gần trường học", "khu tập thể cũ", "xóm ven hồ", "khu nhà mới", "ngõ cạnh nhà văn hóa"}
	asks    = []string{"Khi nào {place} được {work}?", "Đề nghị cho biết kế hoạch {work} tại {place} và ai chịu trách nhiệm.", "Vì sao việc {work} ở {place} chậm so với thông báo trước đây?", "Kinh phí {work} tại {place} lấy từ đâu, người dân có phải đóng góp không?"}
	works   = []string{"sửa mặt đường", "lắp thêm đèn chiếu sáng", "nạo vét cống thoát nước", "lắp camera an ninh", "thu gom rác đúng giờ", "cấp nước ổn định", "mở điểm hỗ trợ làm hồ sơ trực tuyến", "cải tạo sân chơi"}
	replies = []string{"Ủy ban đã giao bộ phận chuyên môn khảo sát và sẽ thực hiện trong quý tới.", "Việc này đã có trong kế hoạch năm, dự kiến xong trước ngày 30 của tháng sau.", "Chúng tôi đã kiểm tra thực tế và xin tiếp thu, kết quả sẽ được niêm yết tại nhà văn hóa.", "Hạng mục này thuộc thẩm quyền cấp trên, Ủy ban đã có văn bản kiến nghị và sẽ báo lại."}
	duties  = []string{"Hoàn thành khảo sát và công khai phương án tại nhà văn hóa.", "Bố trí người trực hướng dẫn hồ sơ trực tuyến vào sáng thứ Bảy.", "Lắp xong đèn chiếu sáng ở các ngõ đã nêu.", "Làm việc với đơn vị thu gom để đổi giờ lấy rác.", "Trả lời bằng văn bản các câu hỏi còn lại."}
)

var (
	troubles = []string{"không đăng nhập được tài khoản định danh", "không biết chụp giấy tờ thế nào cho rõ", "hệ thống báo lỗi khi gửi hồ sơ", "không có điện thoại thông minh", "không hiểu phải chọn mục nào", "hồ sơ bị trả lại mà không rõ lý do"}
	needs    = []string{"Tôi cần làm thủ tục này nhưng {trouble}.", "Nhờ tình nguyện viên hướng dẫn giúp: {trouble}.", "Mẹ tôi đã lớn tuổi và {trouble}, xin được hỗ trợ tại nhà.", "Tôi thử hai lần mà {trouble}, mong được giúp."}
	notes    = []string{"Đã hướng dẫn đăng nhập và chụp lại giấy tờ.", "Cùng điền tờ khai, còn thiếu một giấy tờ.", "Đã nộp hồ sơ, hẹn xem kết quả.", "Gọi điện hướng dẫn từng bước.", "Giải thích lý do hồ sơ bị trả lại và sửa giúp."}
)

func (d dice) question() string {
	return strings.NewReplacer("{place}", pick(d, places), "{work}", pick(d, works)).Replace(pick(d, asks))
}

func (d dice) need() string {
	return strings.Replace(pick(d, needs), "{trouble}", pick(d, troubles), 1)
}
