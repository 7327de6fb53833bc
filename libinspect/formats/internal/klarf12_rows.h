// SPDX-License-Identifier: GPL-3.0-or-later
// How the words of a DefectList of KLARF 1.1 or 1.2 fall into rows. A row begins on a line of its own or
// behind a semicolon and may go on over any number of lines; its list of images has n, 2n or 1 + 2n words
// (numbers of images, pairs, or a count and pairs), and no mark at its end. Where a row may end at several
// places, the rows that follow decide: by indices of dies that the test plan has, classes and tests that
// can be, ids that count up, and forms of lists that stay the same. For klarf12_*.cpp alone.
#pragma once

#include "libinspect/formats/internal/klarf_lexer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waferglow {

class Klarf12Rows {
  public:
    /// `table` and `wafer` must outlive it; the wafer's test plans are read before its defects.
    Klarf12Rows(const KlarfTable& table, const KlarfWafer& wafer);

    /// Whether the words at `in` can be read as a row.
    [[nodiscard]] bool is_row(const KlarfLexer& in) const { return !readings_at(in).empty(); }

    /// A row's values and texts, to be added to the table, and a remark that may be empty.
    struct Row {
        std::vector<double> values;
        std::string text;
        std::string remark;
        bool too_many_images = false;  ///< for its count: the rest of its words may be other rows
    };
    /// Takes a row off `in`. Throws Error(input) with the line where there is none, or where its end can't be
    /// told.
    Row take(KlarfLexer& in);

  private:
    enum class ImageForm : std::uint8_t { none, numbers, pairs, count_and_pairs, other };
    struct Word {
        KlarfWord kind;
        std::string_view text;
    };
    struct Break {  ///< a place where a row may end
        std::size_t words;
        KlarfLexer next;
    };
    struct Words {
        std::vector<Word> all;
        std::vector<Break> breaks;
    };
    struct Reading {
        std::size_t images = 0;  ///< words of the list of images
        ImageForm form = ImageForm::none;
        bool swallows = false;  ///< the list of images holds what looks like the next row
        double id = 0.0;
        double x = 0.0;
        double y = 0.0;
        bool plausible = true;  ///< its class and its test
        KlarfLexer next;
    };

    [[nodiscard]] Words words_at(KlarfLexer in) const;
    [[nodiscard]] std::vector<Reading> readings_at(const KlarfLexer& in) const {
        return readings(words_at(in));
    }
    [[nodiscard]] std::vector<Reading> readings(const Words& words) const;
    [[nodiscard]] std::optional<Reading> reading(const Words& words, const Break& end, bool forced) const;
    [[nodiscard]] ImageForm form_of(const Words& words, std::size_t images) const;
    [[nodiscard]] double value(const Words& words, std::optional<std::size_t> column,
                               std::size_t images) const;
    [[nodiscard]] bool swallows_row(const Words& words, const Break& end, double id) const;
    [[nodiscard]] bool plausible(double class_number, double test) const;
    [[nodiscard]] std::optional<std::size_t> most_images(const Words& words) const;
    [[nodiscard]] std::int64_t cost(const Reading& reading, double last_id, ImageForm last_form,
                                    int depth) const;
    [[nodiscard]] Reading best_of(const KlarfLexer& in, std::vector<Reading> all) const;
    [[nodiscard]] bool planned(double x, double y) const;
    [[noreturn]] void explain(KlarfLexer in, const Words& words) const;

    const KlarfTable& table_;
    const KlarfWafer& wafer_;
    std::optional<std::size_t> id_;
    std::optional<std::size_t> x_;
    std::optional<std::size_t> y_;
    std::optional<std::size_t> images_;
    std::optional<std::size_t> count_;
    std::optional<std::size_t> class_;
    std::optional<std::size_t> test_;
    std::size_t fixed_;  ///< columns but that of the images
    double last_id_;
    ImageForm last_form_ = ImageForm::none;
    mutable std::vector<KlarfDie> plan_;  ///< sorted; filled when it is first asked for
};

}  // namespace waferglow
