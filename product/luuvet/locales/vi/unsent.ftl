unsent-title = Biểu mẫu chưa gửi được vì phiên làm việc đã hết
unsent-filled = Nội dung đã ghi vẫn còn nguyên ở dưới đây. Xem lại rồi gửi.
unsent-no-form = Trang này không còn biểu mẫu đó, có thể việc đã được làm. Nội dung đã ghi ở dưới đây để chép lại khi cần.
unsent-files = Tệp không được giữ lại, cần chọn lại: { $files }.
unsent-left = Nội dung không còn ô tương ứng:
unsent-sign-in = Phiên làm việc đã hết. Đăng nhập lại, nội dung vừa ghi vẫn còn.
