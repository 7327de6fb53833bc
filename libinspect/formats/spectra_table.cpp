// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/spectra_table.h"

#include "libinspect/base/error.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kFirstPixel = 2;  // behind row and col

std::vector<double> read_wavelengths(const CsvReader& csv) {
    const std::vector<std::string>& names = csv.columns();
    const auto refuse = [&csv](const std::string& complaint) {
        throw Error(ErrorKind::input, fmt::format("{} line 1: {}", csv.path().string(), complaint));
    };
    if (names.size() <= kFirstPixel || names[0] != "row" || names[1] != "col") {
        refuse("columns must be row, col, then one a pixel named by its wavelength in nm");
    }
    std::vector<double> wavelengths_nm;
    wavelengths_nm.reserve(names.size() - kFirstPixel);
    for (std::size_t i = kFirstPixel; i < names.size(); ++i) {
        const auto value = parse_number(names[i]);
        if (!value || *value <= 0.0) {
            refuse(fmt::format("the name of column {}, {}, is not a wavelength in nm", i + 1,
                               in_quotes(names[i])));
        }
        if (!wavelengths_nm.empty() && *value <= wavelengths_nm.back()) {
            refuse(fmt::format("wavelengths must increase, but column {} has {} after {} nm", i + 1, names[i],
                               names[i - 1]));
        }
        wavelengths_nm.push_back(*value);
    }
    return wavelengths_nm;
}

}  // namespace

SpectraReader::SpectraReader(const std::filesystem::path& path)
    : csv_(path), wavelengths_nm_(read_wavelengths(csv_)) {}

bool SpectraReader::next(SpectraBlock& block, std::size_t max_spectra) {
    block.dies.clear();
    block.counts.clear();
    while (block.dies.size() < max_spectra && csv_.next()) {
        block.dies.push_back({csv_.integer(0), csv_.integer(1)});
        for (std::size_t pixel = 0; pixel < pixels(); ++pixel) {
            block.counts.push_back(static_cast<float>(csv_.number_or_nan(kFirstPixel + pixel)));
        }
    }
    return !block.dies.empty();
}

}  // namespace waferglow
