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

/// One word ahead. Confined to one thread; the text must outlive it.
class KlarfLexer {
  public:
    KlarfLexer(const std::filesystem::path& path, std::string_view text) : path_(path), rest_(text) {
        next();
    }

    [[nodiscard]] KlarfWord kind() const { return kind_; }
    /// Of the word: of a text without its quotes.
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] bool first_in_line() const { return first_; }
    [[nodiscard]] std::int64_t line() const { return line_; }
    [[nodiscard]] const char* place() const { return text_.data(); }
    [[nodiscard]] bool is_name(std::string_view name) const;
    void next();
    /// Takes the word where it is of that kind.
    bool take(KlarfWord kind);
    void need(KlarfWord kind, std::string_view what);

    /// The number at hand; takes it. Throws Error(input).
    double number(std::string_view what);
    std::int32_t whole(std::string_view what);

    [[noreturn]] void fail(std::string_view what) const;

  private:
    void word();

    std::filesystem::path path_;
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
    void warn(std::string text);

  private:
    void sample_size(const std::vector<std::string>& values, double unit_um);
    void result_time(const std::vector<std::string>& values);

    KlarfLexer& in_;
};

/// Factor from the unit of a 1.8 column to the one used here: lengths in nm, areas in nm2.
[[nodiscard]] double klarf_nm_factor(std::string_view column);

[[nodiscard]] Klarf read_klarf_12(KlarfLexer& in);
[[nodiscard]] Klarf read_klarf_18(KlarfLexer& in);

}  // namespace waferglow
