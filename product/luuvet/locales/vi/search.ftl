search-title = Tìm văn bản
search-begin = Tìm trong mọi văn bản bạn được xem
search-begin-note = Gõ số, trích yếu, nơi gửi hoặc người ký; có dấu hay không dấu đều được.
search-none = Không thấy văn bản nào có “{ $words }”
search-none-note = Bớt một từ hoặc chỉ gõ số. Văn bản không gửi cho bạn thì không hiện ở đây; hỏi văn thư.
search-more = Chỉ hiện 50 văn bản mới nhất. Gõ thêm một từ để thu hẹp.
