// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/output_target.h"

#include "libinspect/base/error.h"
#include "libinspect/base/internal/folder.h"

#include <charconv>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace waferglow {
namespace {

namespace fs = std::filesystem;

/// The folder of `path` is one in which Linux shows open descriptors as links. They can't be followed by
/// name: what they name may have no name, and a file behind them belongs to whoever opened it.
bool lists_descriptors(const fs::path& folder) {
    return folder.filename() == "fd" && *std::next(folder.begin()) == "proc";
}

std::optional<int> own_descriptor(const fs::path& folder, const fs::path& name) {
    const std::string text = name.string();
    int number = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    const bool is_own = *std::next(folder.begin(), 2) == std::to_string(::getpid());
    return is_number && is_own ? std::optional(number) : std::nullopt;
}

}  // namespace

OutputTarget resolve_output(const fs::path& path) {
    constexpr int kMostLinks = 40;  // as Linux
    const auto fail = [&path](const std::string& what) {
        throw Error(ErrorKind::job, fmt::format("{}: {}", path.string(), what));
    };
    OutputTarget target{.path = path, .is_stream = false, .descriptor = {}, .exists = false};
    std::error_code error;
    for (int links = 0; fs::is_symlink(fs::symlink_status(target.path, error)); ++links) {
        if (links == kMostLinks) fail("its symbolic links lead in a circle");
        const fs::path folder = fs::canonical(folder_of(target.path), error);
        if (!error && lists_descriptors(folder)) {
            target.is_stream = true;
            target.descriptor = own_descriptor(folder, target.path.filename());
            return target;
        }
        const fs::path link = fs::read_symlink(target.path, error);
        if (error) fail("its symbolic link can't be read: " + error.message());
        target.path = link.is_absolute() ? link : folder_of(target.path) / link;
    }
    const fs::file_status status = fs::status(target.path, error);
    if (fs::is_directory(status) || !target.path.has_filename()) fail("is a folder; name a file in it");
    target.exists = fs::is_regular_file(status);
    target.is_stream = fs::exists(status) && !target.exists;
    return target;
}

bool leads_to_standard_output(const fs::path& path) {
    const OutputTarget target = resolve_output(path);
    if (target.descriptor) return *target.descriptor == STDOUT_FILENO;
    struct stat named {};
    struct stat standard {};
    return target.is_stream && ::stat(target.path.c_str(), &named) == 0 &&
           ::fstat(STDOUT_FILENO, &standard) == 0 && named.st_dev == standard.st_dev &&
           named.st_ino == standard.st_ino;
}

void refuse_as_output(const std::filesystem::path& output, std::span<const std::filesystem::path> inputs) {
    for (const std::filesystem::path& input : inputs) {
        std::error_code missing;
        if (output.empty() || input.empty() || !std::filesystem::equivalent(input, output, missing)) continue;
        throw Error(ErrorKind::usage, fmt::format("{}: is what the job reads, {}; write to another file",
                                                  output.string(), input.filename().string()));
    }
}

}  // namespace waferglow
