// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/replay/counts_file.h"

#include "libinspect/base/error.h"

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace waferglow::drivers {
namespace {

Error failure(const char* what) {
    return {ErrorKind::job, fmt::format("replay spectrometer: the unpacked spectra can't be {} in {}: {}",
                                        what, std::filesystem::temp_directory_path().string(),
                                        std::error_code(errno, std::generic_category()).message())};
}

}  // namespace

CountsFile::CountsFile(std::size_t pixels) : pixels_(pixels) {
    std::string name = (std::filesystem::temp_directory_path() / "waferglow-spectra-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) throw failure("put down");
    ::unlink(name.c_str());
    file_.reset(::fdopen(descriptor, "w+b"));
    if (!file_) {
        ::close(descriptor);
        throw failure("put down");
    }
}

void CountsFile::add(std::span<const float> counts) {
    if (std::fseek(file_.get(), 0, SEEK_END) != 0 ||
        std::fwrite(counts.data(), sizeof(float), counts.size(), file_.get()) != counts.size() ||
        std::fflush(file_.get()) != 0)
        throw failure("put down");
}

std::vector<double> CountsFile::read(std::size_t spectrum) const {
    std::vector<float> counts(pixels_);
    const auto at = static_cast<off_t>(spectrum * pixels_ * sizeof(float));
    if (::fseeko(file_.get(), at, SEEK_SET) != 0 ||
        std::fread(counts.data(), sizeof(float), pixels_, file_.get()) != pixels_)
        throw failure("read");
    return {counts.begin(), counts.end()};
}

}  // namespace waferglow::drivers
