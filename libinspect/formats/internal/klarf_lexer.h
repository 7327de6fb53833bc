// SPDX-License-Identifier: GPL-3.0-or-later
// Words of a KLARF file, of any version.
#pragma once

#include "libinspect/base/error.h"
#include "libinspect/formats/klarf.h"

#include <cmath>
#include <filesystem>
#include <string>
#include <string_view>

namespace waferglow {

enum class KlarfWord { name, number, text, semicolon, open, close, comma, end };

/// One word ahead. A copy is cheap and reads on from the same place, which is how readers look ahead.
/// Confined to one thread; path and text must outlive it.
class KlarfLexer {
  public:
    KlarfLexer(const std::filesystem::path& path, std::string_view text) : path_(&path), rest_(text) {
        next();
    }

    [[nodiscard]] KlarfWord kind() const { return kind_; }
    /// Of the word: of a text without its quotes.
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] bool first_in_line() const { return first_; }
    [[nodiscard]] std::int64_t line() const { return line_; }
    [[nodiscard]] bool is_name(std::string_view name) const;
    /// Whether the word stands for a value that is not known: NA, N/A, NaN, -- and the like.
    [[nodiscard]] bool is_no_data() const;
    /// What lies behind the word at hand.
    [[nodiscard]] std::string_view rest() const { return rest_; }
    void next();
    /// Takes all words up to the end of the line, whatever they are, and returns them.
    std::string_view take_line();
    /// Takes the word where it is of that kind.
    bool take(KlarfWord kind);
    void need(KlarfWord kind, std::string_view what);

    /// The number at hand; takes it. Throws Error(input).
    double number(std::string_view what);
    std::int32_t whole(std::string_view what);
    /// The number at hand, NaN for any other word; takes it. Throws Error(input) where there is no value.
    double number_or_nan(std::string_view what);

    [[noreturn]] void fail(std::string_view what) const;

  private:
    void word();
    [[noreturn]] void no_number(std::string_view what) const;

    const std::filesystem::path* path_;
    std::string_view rest_;
    std::string_view text_;
    KlarfWord kind_ = KlarfWord::end;
    bool first_ = true;
    std::int64_t line_ = 1;
};

/// What both readers do with a record's values.
class KlarfBuilder {
  public:
    explicit KlarfBuilder(KlarfLexer& in) : in_(in) {}

    Klarf klarf;

    /// Takes a record of known meaning; false where it has none and belongs among the other fields. `wafer`
    /// is the wafer at hand, or none yet. `unit_um`: um of one unit of the version's lengths.
    bool known(std::string_view name, const std::vector<std::string>& values, KlarfWafer* wafer,
               double unit_um);
    double number(std::string_view name, const std::vector<std::string>& values, std::size_t at);
    /// The same of a record that no verdict rests on: 0 with a warning where there is no number.
    double number_or_zero(std::string_view name, const std::vector<std::string>& values, std::size_t at);
    void warn(std::string text);

  private:
    void sample_size(const std::vector<std::string>& values, double unit_um);
    void result_time(const std::vector<std::string>& values);

    KlarfLexer& in_;
};

/// Adds a word to others as a table's `texts` hold them: a blank between, texts in quotes.
void add_klarf_word(std::string& words, KlarfWord kind, std::string_view word);

/// The value as a whole number of 32 bits, as indices of dies are.
[[nodiscard]] bool is_klarf_index(double value);

/// Adds a row's words that are no numbers to `table`, whose values hold the row already.
void keep_klarf_texts(KlarfTable& table, std::string text);

/// Factor from the unit of a 1.8 column to the one used here: lengths in nm, areas in nm2.
[[nodiscard]] double klarf_nm_factor(std::string_view column);

[[nodiscard]] Klarf read_klarf_12(KlarfLexer& in);
[[nodiscard]] Klarf read_klarf_18(KlarfLexer& in);

}  // namespace waferglow
