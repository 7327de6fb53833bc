// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/klarf_lexer.h"

#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/text_scan.h"

#include <array>

#include <fmt/format.h>

namespace waferglow {
namespace {

bool ends_word(char c) {
    return is_blank(c) || c == ';' || c == '{' || c == '}' || c == ',' || c == '"';
}

/// Year of two digits: 1970 to 2069, as POSIX has it.
int full_year(int year, std::size_t digits) {
    if (digits > 2) return year;
    return year >= 70 ? 1900 + year : 2000 + year;
}

/// ISO 8601 of "MM-DD-YY" or "MM-DD-YYYY" and "HH:MM:SS"; empty where they are none.
std::string iso_time(std::string_view date, std::string_view time) {
    std::array<int, 6> parts{};
    std::array<std::size_t, 6> digits{};
    std::size_t n = 0;
    for (const std::string_view text : {date, time}) {
        std::size_t at = 0;
        for (int i = 0; i < 3; ++i, ++n) {
            const std::size_t stop = std::min(text.find_first_of("-:/", at), text.size());
            const auto value =
                parse_whole<int>(text.substr(std::min(at, text.size()), stop - std::min(at, stop)));
            if (!value || *value < 0) return {};
            parts[n] = *value;
            digits[n] = stop - at;
            at = stop + 1;
        }
    }
    const bool sensible = parts[0] >= 1 && parts[0] <= 12 && parts[1] >= 1 && parts[1] <= 31 &&
                          parts[2] < 10000 && parts[3] < 24 && parts[4] < 60 && parts[5] < 61;
    if (!sensible) return {};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", full_year(parts[2], digits[2]), parts[0],
                       parts[1], parts[3], parts[4], parts[5]);
}

/// A mark's location in words; 1.8 also says it in degrees.
std::string location_words(const std::string& value) {
    if (value == "0") return "DOWN";
    if (value == "90") return "LEFT";
    if (value == "180") return "UP";
    if (value == "270") return "RIGHT";
    return value;
}

}  // namespace

bool KlarfLexer::is_name(std::string_view name) const {
    return kind_ == KlarfWord::name && same_word(text_, name);
}

bool KlarfLexer::is_no_data() const {
    if (kind_ == KlarfWord::text) return without_blanks(text_).empty();
    if (kind_ != KlarfWord::name && kind_ != KlarfWord::number) return false;
    constexpr std::array<std::string_view, 13> kWords{"NA",   "N/A", "N.A.", "NaN", "ND",  "null", "none",
                                                      "#N/A", "nil", "-",    "--",  "---", "?"};
    return std::ranges::any_of(kWords, [this](std::string_view word) { return same_word(text_, word); });
}

void KlarfLexer::next() {
    first_ = kind_ == KlarfWord::end;  // only at the very beginning
    std::size_t blanks = 0;
    for (; blanks < rest_.size() && is_blank(rest_[blanks]); ++blanks) {
        const bool lone_return =
            rest_[blanks] == '\r' && (blanks + 1 == rest_.size() || rest_[blanks + 1] != '\n');
        if (rest_[blanks] == '\n' || lone_return) {
            ++line_;
            first_ = true;
        }
    }
    rest_.remove_prefix(blanks);
    word();
}

void KlarfLexer::word() {
    if (rest_.empty()) {
        kind_ = KlarfWord::end;
        text_ = rest_;
        return;
    }
    const char c = rest_.front();
    std::size_t size = 1;
    if (c == '"') {
        const std::size_t stop = rest_.find('"', 1);
        if (stop == std::string_view::npos) {
            text_ = {};
            fail("a quote is opened and never closed; is the file cut off?");
        }
        kind_ = KlarfWord::text;
        text_ = rest_.substr(1, stop - 1);
        line_ += std::ranges::count(text_, '\n');
        rest_.remove_prefix(stop + 1);
        return;
    }
    switch (c) {
        case ';':
            kind_ = KlarfWord::semicolon;
            break;
        case '{':
            kind_ = KlarfWord::open;
            break;
        case '}':
            kind_ = KlarfWord::close;
            break;
        case ',':
            kind_ = KlarfWord::comma;
            break;
        default:
            while (size < rest_.size() && !ends_word(rest_[size])) ++size;
            kind_ = (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' ? KlarfWord::number
                                                                               : KlarfWord::name;
    }
    text_ = rest_.substr(0, size);
    rest_.remove_prefix(size);
}

std::string_view KlarfLexer::take_line() {
    const std::size_t stop = std::min(rest_.find_first_of("\r\n"), rest_.size());
    const std::string_view line(text_.data(), static_cast<std::size_t>(rest_.data() + stop - text_.data()));
    rest_.remove_prefix(stop);
    next();
    return line;
}

bool KlarfLexer::take(KlarfWord kind) {
    if (kind_ != kind) return false;
    next();
    return true;
}

void KlarfLexer::need(KlarfWord kind, std::string_view what) {
    if (!take(kind))
        fail(fmt::format("{} is missing before {}", what,
                         kind_ == KlarfWord::end ? "the end of the file (cut off?)" : in_quotes(text_)));
}

double KlarfLexer::number(std::string_view what) {
    const auto value = parse_number(text_);
    if ((kind_ != KlarfWord::number && kind_ != KlarfWord::text) || !value) no_number(what);
    next();
    return *value;
}

double KlarfLexer::number_or_nan(std::string_view what) {
    if (kind_ != KlarfWord::number && kind_ != KlarfWord::text && kind_ != KlarfWord::name) no_number(what);
    const double value = parse_number(text_).value_or(std::nan(""));
    next();
    return value;
}

void KlarfLexer::no_number(std::string_view what) const {
    fail(fmt::format("{}: {} is not a finite number{}", what,
                     kind_ == KlarfWord::end ? "the end of the file (cut off?)" : in_quotes(text_),
                     kind_ == KlarfWord::comma ? " (decimal commas? write points)" : ""));
}

std::int32_t KlarfLexer::whole(std::string_view what) {
    const auto line = line_;
    const double value = number(what);
    if (!is_klarf_index(value)) {
        line_ = line;
        fail(fmt::format("{}: {} is not a whole number of 32 bits", what, value));
    }
    return static_cast<std::int32_t>(value);
}

void KlarfLexer::fail(std::string_view what) const {
    throw Error(ErrorKind::input, fmt::format("{} line {}: {}", path_->string(), line_, what));
}

void KlarfBuilder::warn(std::string text) {
    add_warning(klarf.warnings, std::move(text));
}

double KlarfBuilder::number(std::string_view name, const std::vector<std::string>& values, std::size_t at) {
    const auto value = at < values.size() ? parse_number(values[at]) : std::nullopt;
    if (!value)
        in_.fail(fmt::format("{}: value {} is {}, not a finite number", name, at + 1,
                             at < values.size() ? in_quotes(values[at]) : "missing"));
    return *value;
}

double KlarfBuilder::number_or_zero(std::string_view name, const std::vector<std::string>& values,
                                    std::size_t at) {
    const auto value = at < values.size() ? parse_number(values[at]) : std::nullopt;
    if (!value) warn(fmt::format("{}: value {} is no number and taken as 0", name, at + 1));
    return value.value_or(0.0);
}

/// 1.2: "1 200", a round sample of 200 mm. 1.8: the diameter in nm and a zero.
void KlarfBuilder::sample_size(const std::vector<std::string>& values, double unit_um) {
    const double first = number_or_zero("SampleSize", values, 0);
    const double second = values.size() > 1 ? number_or_zero("SampleSize", values, 1) : 0.0;
    const bool nanometres = unit_um < 1.0 && first > 1000.0;
    if (nanometres) {
        klarf.diameter_mm = first * 1e-6;
    } else {
        klarf.diameter_mm = first == 1.0 ? second : 0.0;
        if (first != 1.0)
            warn(
                fmt::format("SampleSize {} {}: not a round wafer; the diameter is not known", first, second));
        if (unit_um < 1.0) warn("SampleSize is in mm as in version 1.2");
    }
}

void KlarfBuilder::result_time(const std::vector<std::string>& values) {
    klarf.time = values.size() < 2 ? std::string() : iso_time(values[0], values[1]);
    if (!klarf.time.empty()) return;
    for (const std::string& value : values) klarf.time += (klarf.time.empty() ? "" : " ") + value;
    warn(fmt::format("ResultTimestamp {} is no date and time", in_quotes(klarf.time)));
}

bool KlarfBuilder::known(std::string_view name, const std::vector<std::string>& values, KlarfWafer* wafer,
                         double unit_um) {
    const std::string first = values.empty() ? std::string() : values.front();
    const auto is = [name](std::string_view known_name) { return same_word(name, known_name); };
    if (is("ResultTimestamp")) {
        result_time(values);
    } else if (is("InspectionStationID")) {
        klarf.station = values;
    } else if (is("LotID")) {
        klarf.lot_id = first;
    } else if (is("DeviceID")) {
        klarf.device_id = first;
    } else if (is("StepID")) {
        klarf.step_id = first;
    } else if (is("SetupID") || is("RecipeID")) {
        klarf.recipe_id = first;
        return values.size() <= 1;  // its date has no member
    } else if (is("SampleSize")) {
        sample_size(values, unit_um);
    } else if (is("DiePitch")) {
        klarf.pitch_x_um = unit_um * number(name, values, 0);
        klarf.pitch_y_um = unit_um * number(name, values, 1);
    } else if (is("SampleOrientationMarkType")) {
        klarf.mark_type = first;
    } else if (is("OrientationMarkLocation")) {
        klarf.mark_location = location_words(first);
    } else if (is("DieOrigin") && wafer != nullptr) {
        wafer->die_origin_x_um = unit_um * number_or_zero(name, values, 0);
        wafer->die_origin_y_um = unit_um * number_or_zero(name, values, 1);
    } else if (is("SampleCenterLocation") && wafer != nullptr) {
        wafer->center_x_um = unit_um * number(name, values, 0);
        wafer->center_y_um = unit_um * number(name, values, 1);
    } else if ((is("Slot") || is("SlotNumber")) && wafer != nullptr) {
        wafer->slot = parse_whole<std::int32_t>(first).value_or(0);
    } else {
        return false;
    }
    return true;
}

void add_klarf_word(std::string& words, KlarfWord kind, std::string_view word) {
    if (!words.empty()) words += ' ';
    if (kind == KlarfWord::text) words += '"';
    words += word;
    if (kind == KlarfWord::text) words += '"';
}

bool is_klarf_index(double value) {
    constexpr double kMost = 2147483647.0;
    return std::abs(value) <= kMost && value == std::floor(value);
}

void keep_klarf_texts(KlarfTable& table, std::string text) {
    if (text.empty() && table.texts.empty()) return;
    table.texts.resize(table.rows());
    table.texts.back() = std::move(text);
}

double klarf_nm_factor(std::string_view column) {
    for (const std::string_view length : {"XREL", "YREL", "XSIZE", "YSIZE", "DSIZE"}) {
        if (same_word(column, length)) return 1e-3;
    }
    return same_word(column, "DEFECTAREA") || same_word(column, "AREAPERTEST") ? 1e-6 : 1.0;
}

}  // namespace waferglow
