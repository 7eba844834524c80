registers-name-incoming = Sổ đăng ký văn bản đến
registers-name-outgoing = Sổ đăng ký văn bản đi
registers-name-copies = Sổ đăng ký bản sao
problem-number-state = Số này vừa được người khác xử lý. Mở lại sổ để xem tình trạng mới.
problem-register-waits = Chưa lấy số được: “{ $name }” nối tiếp sổ cũ và đang chờ người đứng đầu xác nhận. Nhắc người đứng đầu mở sổ và bấm Xác nhận.
