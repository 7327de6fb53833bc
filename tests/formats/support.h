// SPDX-License-Identifier: GPL-3.0-or-later
// Files for tests of readers and writers, and what their errors say.
#pragma once

#include "libinspect/base/error.h"
#include "libinspect/geometry/image.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

namespace waferglow::test {

/// A folder of its own that vanishes with the object.
class TempFolder {
  public:
    TempFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "waferglow-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const {
        return path_ / name;
    }
    /// Writes a file into the folder and returns its path.
    std::filesystem::path write(const std::filesystem::path& name, std::string_view content) const {
        std::ofstream file(path_ / name, std::ios::binary);
        file.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!file) throw std::runtime_error("can't write " + (path_ / name).string());
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

inline std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

/// The message of the Error of `kind` that `action` throws; says so where it throws none or another kind.
template <class Action>
std::string error_of(ErrorKind kind, const Action& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.kind() == kind ? error.what()
                                    : std::string("[an error of another kind] ") + error.what();
    }
    return "[no error]";
}

template <class Action>
std::string input_error(const Action& action) {
    return error_of(ErrorKind::input, action);
}

/// Collects what is written to stderr while it lives, by whatever library.
class CapturedStderr {
  public:
    CapturedStderr() : saved_(::dup(STDERR_FILENO)), file_(std::tmpfile()) {
        ::dup2(::fileno(file_), STDERR_FILENO);
    }
    ~CapturedStderr() {
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
        std::fclose(file_);
    }
    CapturedStderr(const CapturedStderr&) = delete;
    CapturedStderr& operator=(const CapturedStderr&) = delete;

    [[nodiscard]] long bytes() const {
        std::fflush(stderr);
        return static_cast<long>(::lseek(::fileno(file_), 0, SEEK_END));
    }

  private:
    int saved_;
    std::FILE* file_;
};

/// An image whose pixels are all over the range of `bits` and differ from their neighbours; compresses
/// somewhat.
inline Image test_image(int width, int height, int bits) {
    Image image(width, height);
    const unsigned most = bits == 8 ? 255U : 65535U;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto value = static_cast<unsigned>(x) * 37U + static_cast<unsigned>(y) * 1009U +
                               static_cast<unsigned>(x * y % 13) * 4001U;
            image.row(y)[x] = static_cast<std::uint16_t>(value & most);
        }
    }
    return image;
}

}  // namespace waferglow::test
