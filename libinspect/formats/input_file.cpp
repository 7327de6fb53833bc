// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/input_file.h"

#include "libinspect/base/error.h"
#include "libinspect/base/internal/utf8.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace waferglow {

InputFile::InputFile(const std::filesystem::path& path) : path_(path) {
    const auto fail = [this](const std::string& what) {
        if (descriptor_ >= 0) ::close(descriptor_);
        throw Error(ErrorKind::input, fmt::format("{}: {}", path_.string(), what));
    };
    // Non-blocking, so that a named pipe can't hang the open; it has no effect on regular files.
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor_ < 0) {
        fail(errno == ENOENT ? "there is no such file"
                             : "can't be opened: " + std::generic_category().message(errno));
    }
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) {
        fail("can't be examined: " + std::generic_category().message(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        std::error_code ignored;
        const bool recording = std::filesystem::exists(path_ / "recording.toml", ignored);
        fail(recording
                 ? "is a folder, not a file: a recording; name the file in it that is wanted, such as el.csv"
                 : "is a folder, not a file");
    }
    if (!S_ISREG(status.st_mode)) fail("is not a file");
    size_ = static_cast<std::uint64_t>(status.st_size);
}

InputFile::~InputFile() {
    ::close(descriptor_);
}

std::ptrdiff_t InputFile::read_at(std::uint64_t offset, void* into, std::size_t bytes) const noexcept {
    std::size_t done = 0;
    while (done < bytes) {
        const ssize_t got = ::pread(descriptor_, static_cast<char*>(into) + done, bytes - done,
                                    static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return static_cast<std::ptrdiff_t>(done);
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t kLongest = 40;
    std::size_t length = std::min(text.size(), kLongest);
    const auto continues = [&text](std::size_t at) {
        return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    };
    while (length > kLongest - 4 && continues(length)) --length;  // not through a character
    std::string shown = to_utf8(text.substr(0, length));
    std::ranges::replace_if(
        shown, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, '?');
    return "'" + shown + (length < text.size() ? "...'" : "'");
}

}  // namespace waferglow
