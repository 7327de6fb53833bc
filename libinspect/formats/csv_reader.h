// SPDX-License-Identifier: GPL-3.0-or-later
// Streaming reader of comma-separated tables: RFC 4180 quoting, LF or CR LF, UTF-8 with or without byte-order
// mark, plain or gzip'd. Tables of other makers (semicolons, decimal commas, lines before the header) are
// read where a CsvStyle says so.
//
// The first line names the columns ("sep=," may stand before it); columns without a name are borne, as the
// index that pandas writes in front. R's `write.table` leaves that one out of the header: where header and
// rows are quoted and all rows are wider by one, it is there. Cells are those of table_cell.h: blanks around
// them mean nothing, numbers use a decimal point whatever the locale. Text is UTF-8, or taken as Windows-1252
// line by line (`to_utf8`). Blank lines are skipped. Every violation is one Error(input) with file, line,
// column and text: content that is no text, a row of another width, an open quote, a number that is none or
// out of range, semicolons or decimal commas. Memory: one row.
#pragma once

#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/table_cell.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

/// How a table is written.
struct CsvStyle {
    char separator = ',';
    char decimal = '.';
    /// Line of the column names, from 1; 0: the first that has all of `columns`.
    std::int64_t header_line = 1;
    std::vector<std::string> columns;
    /// Blank fields behind the last column, and columns that are not asked for and share a name, are borne.
    bool lenient = false;
};

/// Confined to one thread. Views of fields are valid until the next call of `next`.
class CsvReader {
  public:
    /// Opens the file and reads the header, whose names must differ from each other.
    explicit CsvReader(const std::filesystem::path& path, CsvStyle style = {});

    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
    /// The column of that name; without one, the only one whose name differs in capitals alone.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    /// Throws Error(input) that names the nearest column where there is none of that name.
    [[nodiscard]] std::size_t column(std::string_view name) const;

    /// Advances to the next row; false at the end of the file.
    bool next();

    /// Without quotes, and without blanks around it that are not in quotes.
    [[nodiscard]] std::string_view text(std::size_t column) const { return fields_[column]; }
    /// Any finite number, for what is kept as a double; a cell without data is an error.
    [[nodiscard]] double number(std::size_t column) const;
    /// Within the range of a float; NaN where the cell has no data.
    [[nodiscard]] double number_or_nan(std::size_t column) const;
    /// A whole number of 32 bits, which may be written as "5.0".
    [[nodiscard]] std::int32_t integer(std::size_t column) const;
    /// 0 or 1, also written "1.0", "true", "FALSE"; nothing where the cell has no data.
    [[nodiscard]] std::optional<bool> flag(std::size_t column) const;

    [[nodiscard]] const std::filesystem::path& path() const { return stream_.path(); }
    /// Line of the file at which the current row starts, from 1.
    [[nodiscard]] std::int64_t line() const { return line_; }
    /// "el.csv line 7, column 'pass': 'yes' <complaint>", to be thrown.
    [[nodiscard]] Error error_at(std::size_t column, std::string_view complaint) const;

  private:
    bool next_record();
    bool refill();
    std::size_t record_end();
    void split(char* begin, char* end);
    char* split_quoted(char* field, char* end);
    void check_width();
    void check_text() const;
    void read_header();
    void find_header();
    void find_unnamed_index();
    void check_names() const;
    [[nodiscard]] Error error_in_line(std::string_view complaint) const;

    ByteStream stream_;
    CsvStyle style_;
    std::vector<char> buffer_;  // [begin_, end_) holds what is not yet consumed
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::int64_t line_ = 0;
    std::int64_t next_line_ = 1;
    std::vector<std::string> columns_;
    std::vector<std::string_view> fields_;  // of the current row, into buffer_ or recoded_
    std::string recoded_;                   // the current row, where it was not UTF-8
    bool first_quoted_ = false;             // the first field of the current row
    bool row_waits_ = false;                // fields_ holds a row that `next` has not yet given
};

}  // namespace waferglow
