# Copies of documents: sao y, sao lục, trích sao.
deed-copy = Sao văn bản
copy-title = Sao văn bản
copy-kind = Hình thức sao
copy-means-true-copy = Chụp hoặc in toàn bộ bản gốc, bản chính. Văn bản điện tử gửi đi điện tử thì chuyển tiếp bản gốc, không sao y.
copy-means-copy-of-copy = In hoặc chụp từ bản sao y; chỉ dùng khi văn bản này là bản sao y.
copy-means-extract-copy = Chỉ phần cần trích, trình bày lại đủ thể thức.
copy-extract = Phần trích sao
copy-part = Trích phần nào
copy-extract-drop = Thả bản trích (PDF) vào đây, hoặc chọn
copy-outside = Nơi nhận bên ngoài, mỗi dòng một nơi
copy-do = Lập bản sao
problem-copy-not-issued = Chỉ sao văn bản đã phát hành, hoặc văn bản đến đã đăng ký. Chờ phát hành hoặc đăng ký xong.
problem-copy-kind = Sao lục chỉ sao từ bản sao y. Chọn sao y hoặc trích sao.
problem-copy-part = Trích sao phải ghi trích phần nào, dưới { $limit } chữ.
problem-copy-extract = Trích sao cần bản trích đã trình bày lại, dạng PDF. Thêm tệp đó.
problem-copy-file-missing = Văn bản này chưa có tệp PDF đọc được để sao. Thêm bản quét trước.
problem-copy-source-missing = Bản sao phải ghi sao từ văn bản nào. Mở văn bản đó và bấm Sao văn bản, hoặc thêm quan hệ “Sao từ”.
