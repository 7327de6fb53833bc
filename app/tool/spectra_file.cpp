// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/spectra_file.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/base/write_cause.h"

#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace waferglow::tool {
namespace {

constexpr std::uint64_t kSyncBytes = std::uint64_t{1} << 20U;

std::string header_of(std::span<const double> wavelengths_nm) {
    std::string header = "row,col";
    for (const double nm : wavelengths_nm) header += fmt::format(",{}", nm);
    return header + '\n';
}

std::string read_whole(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) return {};
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad())
        throw Error(ErrorKind::job,
                    fmt::format("{}: can't be read; it holds spectra measured before, so that "
                                "nothing is written to it",
                                path.string()));
    return text;
}

/// Cuts the number at the beginning of `line` and the comma before it off.
template <class Number>
bool take(std::string_view& line, Number& number, bool first) {
    if (!first) {
        if (line.empty() || line.front() != ',') return false;
        line.remove_prefix(1);
    }
    const auto read = std::from_chars(line.data(), line.data() + line.size(), number);
    line.remove_prefix(static_cast<std::size_t>(read.ptr - line.data()));
    return read.ec == std::errc{};
}

/// The die of a whole and sound line.
std::optional<DieIndex> die_of(std::string_view line, std::size_t pixels) {
    DieIndex die;
    if (!take(line, die.row, true) || !take(line, die.col, false)) return std::nullopt;
    double count = 0.0;
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        if (!take(line, count, false)) return std::nullopt;
    }
    return line.empty() ? std::optional(die) : std::nullopt;
}

}  // namespace

SpectraFile::SpectraFile(std::filesystem::path path, std::span<const double> wavelengths_nm)
    : path_(std::move(path)), pixels_(wavelengths_nm.size()) {
    std::string text = read_whole(path_);
    const std::size_t whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
    const std::size_t torn = text.size() - whole;
    text.resize(whole);
    const std::string sound = take_over(text, header_of(wavelengths_nm));
    if (sound != text) {
        AtomicFile file(path_);
        file.write(sound);
        file.commit();
    }
    open(sound == text ? text.size() + torn : sound.size());
    bytes_ = sound.size();
    if (::ftruncate(descriptor_, static_cast<off_t>(bytes_)) != 0) {
        const int error = errno;
        ::close(std::exchange(descriptor_, -1));
        fail(error);
    }
}

SpectraFile::~SpectraFile() {
    static_cast<void>(::fdatasync(descriptor_));
    ::close(descriptor_);
}

std::string SpectraFile::take_over(const std::string& text, const std::string& header) {
    if (text.empty()) return header;
    if (text.compare(0, header.size(), header) != 0)
        throw Error(ErrorKind::job,
                    fmt::format("{}: its wavelengths are not those of this spectrometer; start "
                                "again with --force",
                                path_.string()));
    std::string sound = header;
    for (std::size_t at = header.size(); at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string_view line(text.data() + at, end - at);
        if (const auto die = die_of(line, pixels_)) {
            done_.insert(*die);
            sound.append(line);
            sound += '\n';
        }
        at = end + 1;
    }
    return sound;
}

void SpectraFile::open(std::uint64_t expected_bytes) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor_ < 0) fail(errno);
    const bool locked = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    struct stat about {};
    const bool grown =
        ::fstat(descriptor_, &about) != 0 || static_cast<std::uint64_t>(about.st_size) != expected_bytes;
    if (!locked && !grown) return;
    ::close(std::exchange(descriptor_, -1));
    throw Error(ErrorKind::job,
                fmt::format("{}: another run is writing to it; wait for its end", path_.string()));
}

void SpectraFile::add(DieIndex die, std::span<const double> counts) {
    std::string line = fmt::format("{},{}", die.row, die.col);
    for (const double count : counts) line += fmt::format(",{}", static_cast<float>(count));
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t put = ::write(descriptor_, rest.data(), rest.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) {
            const int error = errno;
            static_cast<void>(::ftruncate(descriptor_, static_cast<off_t>(bytes_)));
            fail(error);
        }
        rest.remove_prefix(static_cast<std::size_t>(put));
    }
    bytes_ += line.size();
    unsynced_ += line.size();
    done_.insert(die);
    if (unsynced_ >= kSyncBytes) sync();
}

void SpectraFile::sync() {
    if (::fdatasync(descriptor_) != 0) fail(errno);
    unsynced_ = 0;
}

void SpectraFile::fail(int error) const {
    throw Error(ErrorKind::job,
                fmt::format("{}: can't be written: {}, then go on with --resume: the {} spectra "
                            "measured so far are kept",
                            path_.string(), write_cause(error), done_.size()));
}

}  // namespace waferglow::tool
