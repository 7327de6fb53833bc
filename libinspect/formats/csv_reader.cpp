// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/csv_reader.h"

#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kBufferBytes = 1U << 20U;
constexpr std::size_t kMaxRecordBytes = 16U << 20U;
constexpr std::string_view kPointsPlease =
    "decimal commas? export with points as decimal marks and commas between columns";

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Without blanks, and without the plus sign that std::from_chars does not take.
std::string_view bare_number(std::string_view text) {
    text = trimmed(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    return text;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
    text = bare_number(text);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

CsvReader::CsvReader(const std::filesystem::path& path, CsvStyle style)
    : stream_(path), style_(std::move(style)) {
    read_header();
}

void CsvReader::read_header() {
    refill();
    const std::string_view start(buffer_.data(), end_);
    if (start.starts_with("\xEF\xBB\xBF")) begin_ = 3;
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: is UTF-16 text; save it as UTF-8", stream_.path().string()));
    }
    find_header();
    for (const std::string_view field : fields_) columns_.emplace_back(trimmed(field));
    while (style_.lenient && columns_.size() > 1 && columns_.back().empty()) columns_.pop_back();
    if (columns_.size() == 1) {
        for (const auto& [mark, name] : {std::pair{';', "semicolons"}, std::pair{'\t', "tabs"}}) {
            if (columns_[0].find(mark) == std::string::npos) continue;
            throw error_in_line(fmt::format("columns are separated by {} ({})", name, kPointsPlease));
        }
    }
    check_names();
}

/// Leaves the fields of the header's line in fields_.
void CsvReader::find_header() {
    constexpr int kMostLines = 1000;
    for (int i = 0; i < kMostLines && next_record(); ++i) {
        if (style_.header_line > 0) {
            if (line_ >= style_.header_line) return;
            continue;
        }
        const auto has = [this](const std::string& name) {
            return std::ranges::any_of(fields_,
                                       [&name](std::string_view field) { return trimmed(field) == name; });
        };
        if (std::ranges::all_of(style_.columns, has)) return;
    }
    if (style_.header_line > 0) {
        throw Error(ErrorKind::input, fmt::format("{}: is empty; its first line must name the columns",
                                                  stream_.path().string()));
    }
    std::string names;
    for (const std::string& name : style_.columns)
        names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
    throw Error(ErrorKind::input,
                fmt::format("{}: no line near its beginning names all of the columns {}; "
                            "correct the mapping, or its separator {}",
                            stream_.path().string(), names, in_quotes({&style_.separator, 1})));
}

void CsvReader::check_names() const {
    const auto has_return = [](const std::string& name) { return name.find('\r') != std::string::npos; };
    if (std::ranges::any_of(columns_, has_return)) {
        throw error_in_line("lines end in CR alone; save the file with LF or CR LF");
    }
    std::vector<std::string_view> names(columns_.begin(), columns_.end());
    std::ranges::sort(names);
    for (auto twice = std::ranges::adjacent_find(names); twice != names.end();
         twice = std::adjacent_find(twice + 1, names.end())) {
        const bool asked_for = !style_.lenient || std::ranges::count(style_.columns, *twice) > 0;
        if (asked_for)
            throw error_in_line(fmt::format("column {} occurs twice; rename one", in_quotes(*twice)));
    }
}

std::optional<std::size_t> CsvReader::find(std::string_view name) const {
    const auto found = std::ranges::find(columns_, name);
    if (found == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
}

std::size_t CsvReader::column(std::string_view name) const {
    if (const auto found = find(name)) return *found;
    const std::string nearest = nearest_name(name, columns_);
    throw Error(ErrorKind::input,
                fmt::format("{}: there is no column '{}'{}", stream_.path().string(), name,
                            nearest.empty() ? "" : fmt::format("; it has {}", in_quotes(nearest))));
}

bool CsvReader::next() {
    if (!next_record()) return false;
    check_width();
    return true;
}

void CsvReader::check_width() {
    while (style_.lenient && fields_.size() > columns_.size() && trimmed(fields_.back()).empty())
        fields_.pop_back();
    if (fields_.size() == columns_.size()) return;
    const std::string_view hint = fields_.size() > columns_.size() ? kPointsPlease : "is the file cut off?";
    throw error_in_line(
        fmt::format("{} fields where the header has {} ({})", fields_.size(), columns_.size(), hint));
}

/// Takes the next record that is not blank and splits it; false at the end of the file.
bool CsvReader::next_record() {
    for (;;) {
        line_ = next_line_;
        const std::size_t stop = record_end();
        if (stop == begin_ && stop == end_) return false;
        char* const begin = buffer_.data() + begin_;
        char* end = buffer_.data() + stop;
        begin_ = std::min(stop + 1, end_);
        if (end != begin && end[-1] == '\r') --end;
        if (end == begin) continue;
        split(begin, end);
        return true;
    }
}

/// Index in the buffer of the line feed that ends the record at begin_ (or of the end of the file), which is
/// then whole in the buffer. A line feed inside quotes ends nothing. Moves begin_ where the buffer must be
/// refilled.
std::size_t CsvReader::record_end() {
    std::size_t scanned = 0;  // bytes of the record known to hold no end
    bool inside_quotes = false;
    for (;;) {
        const char* const from = buffer_.data() + begin_ + scanned;
        const char* const end = buffer_.data() + end_;
        const auto* const feed =
            static_cast<const char*>(std::memchr(from, '\n', static_cast<std::size_t>(end - from)));
        const char* const stop = feed != nullptr ? feed : end;
        inside_quotes ^= std::count(from, stop, '"') % 2 != 0;
        scanned += static_cast<std::size_t>(stop - from);
        if (scanned > kMaxRecordBytes)
            throw error_in_line("the line is longer than 16 MiB; is this a table?");
        if (feed != nullptr) {
            ++next_line_;
            if (!inside_quotes) return begin_ + scanned;
            ++scanned;
        } else if (!refill()) {
            if (inside_quotes) throw error_in_line("a quote is opened and never closed");
            return end_;
        }
    }
}

/// Moves what is not yet consumed to the front of the buffer and reads on behind it; false at the end of the
/// file.
bool CsvReader::refill() {
    const std::size_t kept = end_ - begin_;
    if (kept != 0) std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
    begin_ = 0;
    end_ = kept;
    if (buffer_.empty())
        buffer_.resize(std::clamp<std::size_t>(stream_.expected_size() + 1, 4096, kBufferBytes));
    if (buffer_.size() < 2 * kept) buffer_.resize(2 * kept);
    const std::size_t got = stream_.read(buffer_.data() + end_, buffer_.size() - end_);
    end_ += got;
    return got > 0;
}

/// Splits a record into fields_; quotes are taken off in place.
void CsvReader::split(char* begin, char* end) {
    fields_.clear();
    const char separator = style_.separator;
    for (char* field = begin;;) {
        if (field != end && *field == '"') {
            field = split_quoted(field, end);
        } else {
            char* comma = field;
            while (comma != end && *comma != separator)
                ++comma;  // fields are short: quicker than std::memchr
            fields_.emplace_back(field, static_cast<std::size_t>(comma - field));
            field = comma;
        }
        if (field == end) return;
        ++field;
    }
}

/// Takes the quoted field at `field`; returns where it ends: at a comma or at `end`.
char* CsvReader::split_quoted(char* field, char* end) {
    char* const first = field + 1;
    char* to = first;
    for (char* from = first; from != end; ++from) {
        if (*from == '"') {
            ++from;
            if (from == end || *from == style_.separator) {
                fields_.emplace_back(first, static_cast<std::size_t>(to - first));
                return from;
            }
            if (*from != '"') break;
        }
        *to++ = *from;
    }
    throw error_in_line("text follows a closing quote; quotes inside of quotes are written twice");
}

std::optional<double> CsvReader::parse(std::string_view text) const {
    if (style_.decimal == '.') return parse_number(text);
    std::string with_point(text);
    const std::size_t points = static_cast<std::size_t>(std::ranges::count(with_point, '.'));
    if (points != 0) return std::nullopt;
    std::ranges::replace(with_point, style_.decimal, '.');
    return parse_number(with_point);
}

double CsvReader::number(std::size_t column) const {
    if (const auto value = parse(fields_[column])) return *value;
    throw error_at(column, "is not a finite number");
}

double CsvReader::number_or_nan(std::size_t column) const {
    return trimmed(fields_[column]).empty() ? std::nan("") : number(column);
}

std::int32_t CsvReader::integer(std::size_t column) const {
    const std::string_view text = bare_number(fields_[column]);
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size()) return value;
    throw error_at(column, "is not a whole number");
}

Error CsvReader::error_at(std::size_t column, std::string_view complaint) const {
    const std::string_view text = fields_[column];
    const bool comma = style_.decimal == '.' && text.find(',') != std::string_view::npos;
    return error_in_line(fmt::format("column {}: {} {}{}", in_quotes(columns_[column]), in_quotes(text),
                                     complaint, comma ? fmt::format(" ({})", kPointsPlease) : ""));
}

Error CsvReader::error_in_line(std::string_view complaint) const {
    return {ErrorKind::input, fmt::format("{} line {}: {}", stream_.path().string(), line_, complaint)};
}

}  // namespace waferglow
