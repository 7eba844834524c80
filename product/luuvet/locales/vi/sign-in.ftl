sign-in-title = Đăng nhập
sign-in-tagline = Văn bản và công việc của cơ quan, bước nào cũng có vết
sign-in-name = Tên đăng nhập
sign-in-password = Mật khẩu
sign-in = Đăng nhập
sign-in-demo = Thế giới thử
sign-in-demo-note = Đây là dữ liệu mẫu. Danh sách tài khoản theo vai trò in ở cửa sổ lệnh đã mở chương trình.
