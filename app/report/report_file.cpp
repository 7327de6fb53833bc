// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/report_file.h"

#include "app/report/pdf.h"
#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/report/build_report.h"
#include "libinspect/report/html.h"
#include "libinspect/report/module_report.h"
#include "libinspect/scan/module_inspect.h"
#include "libinspect/store/digest.h"
#include "libinspect/store/picture_reader.h"
#include "libinspect/store/wafer_file.h"

#include <algorithm>
#include <fstream>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kReadBytes = std::size_t{1} << 20U;

std::string ending_of(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return ending;
}

std::string file_digest(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::vector<char> buffer(kReadBytes);
    Sha256 digest;
    while (stream) {
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        digest.add(std::string_view(buffer.data(), static_cast<std::size_t>(stream.gcount())));
    }
    if (!stream.eof()) throw Error(ErrorKind::input, fmt::format("{}: can't be read", path.string()));
    return digest.hex();
}

Document wafer_document(const std::filesystem::path& path, int threads) {
    ReadOptions options;
    options.calibration_images = false;
    options.threads = threads;
    WaferFile file = read_wafer_file(path, options);
    file.pictures = read_die_pictures(path);
    return build_report({&file, path.filename().string(), file_digest(path)});
}

Document module_document(const std::filesystem::path& path, int threads) {
    const JudgedModule judged = read_judged_module(path, threads);
    return build_module_report({judged.file, judged.quality, path.filename().string(), file_digest(path)});
}

}  // namespace

void check_report_name(const std::filesystem::path& path) {
    const std::string ending = ending_of(path);
    if (ending != ".html" && ending != ".htm" && ending != ".pdf") {
        throw Error(ErrorKind::usage, fmt::format("{}: a report ends in .html or .pdf", path.string()));
    }
}

void write_report(const std::filesystem::path& wafer_file, const std::filesystem::path& path, PaperSize paper,
                  int threads) {
    check_report_name(path);
    const bool module =
        std::filesystem::is_regular_file(wafer_file) && stored_object(wafer_file) == StoredObject::module;
    const Document document =
        module ? module_document(wafer_file, threads) : wafer_document(wafer_file, threads);
    const std::string bytes = ending_of(path) == ".pdf" ? render_pdf(document, paper) : render_html(document);
    AtomicFile output(path);
    output.write(bytes);
    output.commit();
}

}  // namespace waferglow
