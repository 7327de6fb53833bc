// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/private_file.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"

#include <cerrno>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace waferglow::station {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const char* what) {
    throw Error(ErrorKind::job, fmt::format("{}: {}: {}; check the disk and who may write there",
                                            path.string(), what, std::strerror(errno)));
}

class File {
  public:
    File(const fs::path& path, int flags)
        : path_(path), handle_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (handle_ < 0) fail(path, "can't be opened for writing");
    }
    ~File() { ::close(handle_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] int handle() const { return handle_; }
    void write(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t written = ::write(handle_, text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail(path_, "can't be written");
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(handle_) != 0) fail(path_, "can't be written");
    }

  private:
    const fs::path& path_;
    int handle_;
};

void make_folder(const fs::path& folder) {
    if (folder.empty() || fs::exists(folder)) return;
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw Error(ErrorKind::job, fmt::format("{}: {}", folder.string(), error.message()));
    fs::permissions(folder, fs::perms::owner_all, error);
}

/// The last whole line, without reading the file before it.
std::string last_line(int handle, const fs::path& path) {
    struct stat about {};
    if (::fstat(handle, &about) != 0) fail(path, "can't be read");
    std::string tail;
    constexpr off_t kBlock = 4096;
    for (off_t end = about.st_size; end > 0;) {
        const off_t begin = std::max<off_t>(0, end - kBlock);
        std::string block(static_cast<std::size_t>(end - begin), '\0');
        if (::pread(handle, block.data(), block.size(), begin) != static_cast<ssize_t>(block.size()))
            fail(path, "can't be read");
        tail.insert(0, block);
        while (tail.size() == block.size() && !tail.empty() && tail.back() == '\n') tail.pop_back();
        const std::size_t newline = tail.rfind('\n');
        if (newline != std::string::npos) return tail.substr(newline + 1);
        end = begin;
    }
    while (!tail.empty() && tail.back() == '\n') tail.pop_back();
    return tail;
}

}  // namespace

void write_private_file(const fs::path& path, const std::string& content) {
    make_folder(path.parent_path());
    AtomicFile file(path, {.owner_only = true});
    file.write(content);
    file.commit();
}

void append_private_line(const fs::path& path, const std::function<std::string(const std::string&)>& make) {
    make_folder(path.parent_path());
    const File file(path, O_RDWR | O_CREAT | O_APPEND);
    if (::flock(file.handle(), LOCK_EX) != 0) fail(path, "can't be locked");
    file.write(make(last_line(file.handle(), path)) + "\n");
}

}  // namespace waferglow::station
