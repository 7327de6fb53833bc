// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/csv_reader.h"

#include "libinspect/base/internal/utf8.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/formats/internal/content_kind.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kCsvBufferBytes = 1U << 20U;
constexpr std::size_t kMaxRecordBytes = 16U << 20U;
constexpr std::string_view kPointsPlease =
    "decimal commas? export with points as decimal marks and commas between columns";

bool is_cell_blank(char c, char separator) {
    return (c == ' ' || c == '\t') && c != separator;
}

}  // namespace

CsvReader::CsvReader(const std::filesystem::path& path, CsvStyle style)
    : stream_(path), style_(std::move(style)) {
    read_header();
}

void CsvReader::read_header() {
    refill();
    check_text();
    if (std::string_view(buffer_.data(), end_).starts_with("\xEF\xBB\xBF")) begin_ = 3;
    find_header();
    for (const std::string_view field : fields_) columns_.emplace_back(trimmed_cell(field));
    while (style_.lenient && columns_.size() > 1 && columns_.back().empty()) columns_.pop_back();
    if (columns_.size() == 1) {
        for (const auto& [mark, name] : {std::pair{';', "semicolons"}, std::pair{'\t', "tabs"}}) {
            if (columns_[0].find(mark) == std::string::npos) continue;
            throw error_in_line(fmt::format("columns are separated by {} ({})", name, kPointsPlease));
        }
    }
    check_names();
    if (first_quoted_) find_unnamed_index();
}

void CsvReader::check_text() const {
    constexpr std::size_t kEnough = 1U << 16U;
    const std::string kind = what_is_no_text({buffer_.data(), std::min(end_, kEnough)});
    if (kind.empty()) return;
    throw Error(ErrorKind::input,
                fmt::format("{}: is no table: it seems to be {}; a table is comma-separated "
                            "text, plain or packed with gzip",
                            stream_.path().string(), kind));
}

/// An index that the header leaves out. Rows that are wider for another reason, decimal commas say, don't
/// begin with a quote.
void CsvReader::find_unnamed_index() {
    row_waits_ = next_record();
    if (row_waits_ && first_quoted_ && fields_.size() == columns_.size() + 1)
        columns_.insert(columns_.begin(), std::string());
}

/// Leaves the fields of the header's line in fields_.
void CsvReader::find_header() {
    constexpr int kMostLines = 1000;
    // "sep=,", which spreadsheets put in front: the rest of such a line is the separator itself.
    const auto names_separator = [this] {
        return line_ == 1 && fields_.size() == 2 && fields_[0] == "sep=" && fields_[1].empty();
    };
    for (int i = 0; i < kMostLines && next_record(); ++i) {
        if (names_separator()) continue;
        if (style_.header_line > 0) {
            if (line_ >= style_.header_line) return;
            continue;
        }
        const auto has = [this](const std::string& name) {
            return std::ranges::any_of(
                fields_, [&name](std::string_view field) { return trimmed_cell(field) == name; });
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
        if (asked_for && !twice->empty())
            throw error_in_line(fmt::format("column {} occurs twice; rename one", in_quotes(*twice)));
    }
}

std::optional<std::size_t> CsvReader::find(std::string_view name) const {
    auto found = std::ranges::find(columns_, name);
    if (found == columns_.end()) {
        const auto like = [name](const std::string& column) { return boost::iequals(column, name); };
        found = std::ranges::find_if(columns_, like);
        if (found == columns_.end() || std::any_of(found + 1, columns_.end(), like)) return std::nullopt;
    }
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
    if (!std::exchange(row_waits_, false) && !next_record()) return false;
    check_width();
    return true;
}

void CsvReader::check_width() {
    while (style_.lenient && fields_.size() > columns_.size() && trimmed_cell(fields_.back()).empty())
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
        const auto blank = [this](char c) { return is_cell_blank(c, style_.separator); };
        if (std::all_of(begin, end, blank)) continue;
        if (is_utf8({begin, end})) {
            split(begin, end);
        } else {
            recoded_ = to_utf8(std::string(begin, end));
            split(recoded_.data(), recoded_.data() + recoded_.size());
        }
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
    if (buffer_.empty()) buffer_.resize(stream_.block_size(kCsvBufferBytes));
    if (buffer_.size() < 2 * kept) buffer_.resize(2 * kept);
    const std::size_t got = stream_.read(std::span(buffer_).subspan(end_));
    end_ += got;
    return got > 0;
}

/// Splits a record into fields_; quotes are taken off in place, and blanks around fields.
void CsvReader::split(char* begin, char* end) {
    fields_.clear();
    const char separator = style_.separator;
    for (char* field = begin;;) {
        while (field != end && is_cell_blank(*field, separator)) ++field;
        const bool quoted = field != end && *field == '"';
        if (fields_.empty()) first_quoted_ = quoted;
        if (quoted) {
            field = split_quoted(field, end);
        } else {
            char* comma = field;
            while (comma != end && *comma != separator)
                ++comma;  // fields are short: quicker than std::memchr
            fields_.push_back(trimmed_cell({field, comma}));
            field = comma;
        }
        if (field == end) return;
        ++field;
    }
}

/// Takes the quoted field at `field`; returns where it ends: at a separator or at `end`.
char* CsvReader::split_quoted(char* field, char* end) {
    char* const first = field + 1;
    char* to = first;
    for (char* from = first; from != end; ++from) {
        if (*from == '"') {
            ++from;
            if (from == end || *from != '"') {
                while (from != end && is_cell_blank(*from, style_.separator)) ++from;
                if (from != end && *from != style_.separator) break;
                fields_.emplace_back(first, static_cast<std::size_t>(to - first));
                return from;
            }
        }
        *to++ = *from;
    }
    throw error_in_line("text follows a closing quote; quotes inside of quotes are written twice");
}

double CsvReader::number(std::size_t column) const {
    const CellNumber cell = read_cell(fields_[column], style_.decimal);
    if (std::isfinite(cell.value)) return cell.value;
    throw error_at(column, cell.kind == CellContent::no_data
                               ? "is not a finite number, and a value is needed here"
                               : "is not a finite number");
}

double CsvReader::number_or_nan(std::size_t column) const {
    const CellNumber cell = read_cell(fields_[column], style_.decimal);
    if (cell.kind == CellContent::no_number) throw error_at(column, "is not a finite number");
    if (cell.kind == CellContent::out_of_range)
        throw error_at(column, "is not a finite number of 32 bits: it is out of range, beyond 3.4e38");
    return cell.value;
}

std::int32_t CsvReader::integer(std::size_t column) const {
    const std::string_view text = fields_[column];
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size()) return value;
    const CellNumber cell = read_cell(text, style_.decimal);
    using Limits = std::numeric_limits<std::int32_t>;
    if (cell.kind == CellContent::number && cell.value == std::floor(cell.value) &&
        cell.value >= Limits::min() && cell.value <= Limits::max())
        return static_cast<std::int32_t>(cell.value);
    throw error_at(column, "is not a whole number of 32 bits");
}

std::optional<bool> CsvReader::flag(std::size_t column) const {
    const std::string_view text = fields_[column];
    const std::optional<bool> value = read_flag(text, style_.decimal);
    if (!value && !is_no_data(text)) throw error_at(column, "must be 0 or 1 (or true or false)");
    return value;
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
