// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/lamp_lines.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

namespace waferglow::calibration {
namespace {

/// A number at the start of `text`; takes it and a comma after it off.
std::optional<double> take_number(std::string_view& text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return std::nullopt;
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data() + begin, text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::size_t comma = text.find_first_not_of(" \t");
    if (comma != std::string_view::npos && text[comma] == ',') text.remove_prefix(comma + 1);
    return value;
}

}  // namespace

const LineList& mercury_argon_lines() {
    // Wavelengths: Sansonetti, Salit and Reader, Applied Optics 35 (1996) 74, a mercury pencil lamp, for Hg
    // and Ar; those of 365.48, 366.33, 407.78, 434.75, 840.82 and 912 nm on: NIST Atomic Spectra Database.
    // Strengths: NIST's intensities, brought to one scale for a low-pressure lamp.
    static const LineList kLines{
        "Hg and Ar in air: Sansonetti, Salit, Reader 1996 and NIST Atomic Spectra Database",
        {{253.6521, 900}, {296.7283, 120}, {302.1504, 40},  {312.5674, 100}, {313.1555, 100}, {334.1484, 30},
         {365.0158, 300}, {365.4842, 90},  {366.3284, 50},  {404.6565, 400}, {407.7837, 50},  {434.7494, 30},
         {435.8335, 900}, {546.0750, 900}, {576.9610, 200}, {579.0670, 210}, {696.5431, 250}, {706.7218, 120},
         {714.7042, 20},  {727.2936, 90},  {738.3980, 200}, {750.3869, 400}, {751.4652, 300}, {763.5106, 600},
         {772.3761, 200}, {794.8176, 180}, {800.6157, 150}, {801.4786, 150}, {810.3693, 160}, {811.5311, 550},
         {826.4522, 220}, {840.8210, 200}, {842.4648, 300}, {852.1442, 120}, {866.7944, 60},  {912.2967, 300},
         {922.4499, 100}}};
    return kLines;
}

double air_index(double vacuum_nm) {
    const double s = 1e6 / (vacuum_nm * vacuum_nm);  // squared wave number, um^-2
    return 1.0 + 1e-8 * (5792105.0 / (238.0185 - s) + 167917.0 / (57.362 - s));
}

LineList read_line_list(const std::filesystem::path& file, std::optional<Medium> medium) {
    std::istringstream stream(read_text(file));
    LineList list{.source = file.filename().string(), .lines = {}};
    bool asked_in_vacuum = false;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        std::string_view rest = line;
        if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
        while (!rest.empty() && (rest.back() == '\r' || rest.back() == ' ')) rest.remove_suffix(1);
        if (rest.starts_with('#')) {
            asked_in_vacuum = asked_in_vacuum || rest.find("show_av=3") != std::string_view::npos;
            continue;
        }
        if (rest.empty()) continue;
        const std::optional<double> wavelength = take_number(rest);
        if (!wavelength && list.lines.empty()) continue;  // the header
        if (!wavelength || !(*wavelength > 0.0))
            throw Error(ErrorKind::input, fmt::format("{} line {}: '{}' does not begin with a wavelength",
                                                      file.string(), number, line));
        list.lines.push_back({*wavelength, std::max(take_number(rest).value_or(1.0), 0.0)});
    }
    if (list.lines.size() < 3)
        throw Error(ErrorKind::input, fmt::format("{}: {} lines are too few; it needs one line each, "
                                                  "\"wavelength,strength\"",
                                                  file.string(), list.lines.size()));
    std::ranges::sort(list.lines, {}, &LampLine::nm);
    constexpr double kAngstromFrom = 2500.0;
    const double unit = list.lines[list.lines.size() / 2].nm > kAngstromFrom ? 0.1 : 1.0;
    const bool vacuum = medium ? *medium == Medium::vacuum : asked_in_vacuum;
    for (LampLine& l : list.lines) {
        l.nm *= unit;
        if (vacuum) l.nm /= air_index(l.nm);
    }
    list.source += vacuum ? ", vacuum turned into air (Ciddor 1996)" : ", air";
    return list;
}

}  // namespace waferglow::calibration
