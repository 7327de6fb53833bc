// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/klarf12_rows.h"

#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/input_file.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kRowsAhead = 4;
constexpr std::size_t kMostBreaks = 64;     // looked at where the count of images is not known beforehand
constexpr double kMostImages = 10'000.0;    // of one defect; a longer list must end with its line
constexpr std::int64_t kDeadEnd = 1 << 20;  // what speaks against a reading, worst first
constexpr std::int64_t kOffPlan = 1 << 12;
constexpr std::int64_t kNoNumber = 1 << 11;
constexpr std::int64_t kSwallowed = 1 << 10;
constexpr std::int64_t kOddImages = 1 << 8;
constexpr std::int64_t kIdSkips = 1 << 4;
constexpr std::int64_t kOtherForm = 1;

bool is_value(KlarfWord kind) {
    return kind == KlarfWord::number || kind == KlarfWord::text || kind == KlarfWord::name;
}

}  // namespace

Klarf12Rows::Klarf12Rows(const KlarfTable& table, const KlarfWafer& wafer)
    : table_(table),
      wafer_(wafer),
      id_(table.find("DEFECTID")),
      x_(table.find("XINDEX")),
      y_(table.find("YINDEX")),
      images_(table.find("IMAGELIST")),
      count_(table.find("IMAGECOUNT")),
      class_(table.find("CLASSNUMBER")),
      test_(table.find("TEST")),
      fixed_(table.columns.size() - (images_ ? 1 : 0)),
      last_id_(id_ && table.rows() > 0 ? table.at(table.rows() - 1, *id_) : kNone) {}

/// As many words as the row can have, if its own count of images is right.
std::optional<std::size_t> Klarf12Rows::most_images(const Words& words) const {
    if (!images_) return 0;
    if (!count_ || *count_ > *images_ || *count_ >= words.all.size()) return std::nullopt;
    const double count = parse_number(words.all[*count_].text).value_or(-1.0);
    if (!(count >= 0.0 && count <= kMostImages)) return std::nullopt;
    return 1 + 2 * static_cast<std::size_t>(count);
}

Klarf12Rows::Words Klarf12Rows::words_at(KlarfLexer in) const {
    Words words;
    for (;; in.next()) {
        const bool over = in.kind() == KlarfWord::semicolon || in.kind() == KlarfWord::end;
        const std::size_t size = words.all.size();
        if ((over || in.first_in_line()) && size >= fixed_ && size > 0) words.breaks.push_back({size, in});
        if (over || !is_value(in.kind())) break;
        // A line that begins with a name is none of the row's.
        if (in.first_in_line() && in.kind() == KlarfWord::name && !in.is_no_data()) break;
        if (size > fixed_ && !words.breaks.empty()) {
            const auto most = most_images(words);
            if (most ? size > fixed_ + *most : !count_ || words.breaks.size() >= kMostBreaks) break;
        }
        if (in.kind() == KlarfWord::text && in.text().find('\n') != std::string_view::npos)
            in.fail("DefectList: a quote is opened and not closed in its line");
        words.all.push_back({in.kind(), in.text()});
    }
    return words;
}

double Klarf12Rows::value(const Words& words, std::optional<std::size_t> column, std::size_t images) const {
    if (!column) return kNone;
    const std::size_t at = *column + (images_ && *column > *images_ ? images - 1 : 0);
    return at < words.all.size() ? parse_number(words.all[at].text).value_or(kNone) : kNone;
}

Klarf12Rows::ImageForm Klarf12Rows::form_of(const Words& words, std::size_t images) const {
    if (!images_) return images == 0 ? ImageForm::none : ImageForm::other;
    const double count = value(words, count_, images);
    const auto have = static_cast<double>(images);
    if (count == 0.0) {
        // Nothing, or the 0 of a count without pairs.
        const bool none = images == 0 || (images == 1 && !(parse_number(words.all[*images_].text) > 0.0));
        return none ? ImageForm::none : ImageForm::other;
    }
    if (!(count > 0.0)) return ImageForm::other;
    if (have == count) return ImageForm::numbers;
    if (have == 2.0 * count) return ImageForm::pairs;
    const bool counted = have == 1.0 + 2.0 * count && parse_number(words.all[*images_].text) == count;
    return counted ? ImageForm::count_and_pairs : ImageForm::other;
}

/// Whether these can be the numbers of a class and of a test; those that are no data can.
bool Klarf12Rows::plausible(double class_number, double test) const {
    if (class_number != std::floor(class_number) && !std::isnan(class_number)) return false;
    if (std::isnan(test) || wafer_.tests.empty()) return true;
    return std::ranges::any_of(wafer_.tests, [test](const KlarfTest& known) { return known.number == test; });
}

/// Whether a line inside of the list of images looks like the row that should come next.
bool Klarf12Rows::swallows_row(const Words& words, const Break& end, double id) const {
    if (!id_ || !x_ || !y_ || !(std::abs(id) < 1e15)) return false;
    const auto number = [&words, &end](const Break& line, std::optional<std::size_t> column) {
        const std::size_t at = line.words + column.value_or(end.words);
        return at < end.words ? parse_number(words.all[at].text).value_or(kNone) : kNone;
    };
    return std::ranges::any_of(words.breaks, [&](const Break& line) {
        const double x = number(line, x_);
        const double y = number(line, y_);
        return line.words < end.words && number(line, id_) == id + 1.0 && is_klarf_index(x) &&
               is_klarf_index(y) && planned(x, y) && plausible(number(line, class_), number(line, test_));
    });
}

/// `forced`: the row ends there whatever its count of images says.
std::optional<Klarf12Rows::Reading> Klarf12Rows::reading(const Words& words, const Break& end,
                                                         bool forced) const {
    const std::size_t images = end.words - fixed_;
    const ImageForm form = form_of(words, images);
    if (form == ImageForm::other && !(forced && images_)) return std::nullopt;
    Reading read{.images = images,
                 .form = form,
                 .swallows = false,
                 .id = value(words, id_, images),
                 .x = value(words, x_, images),
                 .y = value(words, y_, images),
                 .plausible = plausible(value(words, class_, images), value(words, test_, images)),
                 .next = end.next};
    if (!std::isnan(read.id) && read.id != std::floor(read.id)) return std::nullopt;
    if ((x_ && !is_klarf_index(read.x)) || (y_ && !is_klarf_index(read.y))) return std::nullopt;
    if (words.breaks.front().words < end.words) read.swallows = swallows_row(words, end, read.id);
    return read;
}

std::vector<Klarf12Rows::Reading> Klarf12Rows::readings(const Words& words) const {
    std::vector<Reading> all;
    for (std::size_t i = 0; i < words.breaks.size(); ++i) {
        if (auto read = reading(words, words.breaks[i], i == 0)) all.push_back(*read);
    }
    return all;
}

bool Klarf12Rows::planned(double x, double y) const {
    if (plan_.empty()) {
        for (const KlarfTest& test : wafer_.tests)
            plan_.insert(plan_.end(), test.dies.begin(), test.dies.end());
        std::ranges::sort(plan_);
    }
    if (plan_.empty()) return true;
    return std::ranges::binary_search(plan_,
                                      KlarfDie{static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)});
}

std::int64_t Klarf12Rows::cost(const Reading& reading, double last_id, ImageForm last_form, int depth) const {
    std::int64_t sum = 0;
    if (reading.form == ImageForm::other) sum += kOddImages;
    if (reading.swallows) sum += kSwallowed;
    if (!reading.plausible) sum += kNoNumber;
    if (x_ && y_ && !planned(reading.x, reading.y)) sum += kOffPlan;
    if (std::abs(last_id) < 1e15 && reading.id != last_id + 1.0) sum += kIdSkips;
    const bool has_images = reading.form != ImageForm::none;
    if (has_images && last_form != ImageForm::none && reading.form != last_form) sum += kOtherForm;
    KlarfLexer next = reading.next;
    while (next.take(KlarfWord::semicolon)) {
    }
    const bool list_over =
        next.kind() == KlarfWord::end || (next.kind() == KlarfWord::name && !next.is_no_data());
    if (depth == 0 || list_over) return sum;
    std::int64_t least = kDeadEnd * depth;
    for (const Reading& row : readings_at(next))
        least = std::min(least, cost(row, reading.id, has_images ? reading.form : last_form, depth - 1));
    return sum + least;
}

Klarf12Rows::Reading Klarf12Rows::best_of(const KlarfLexer& in, std::vector<Reading> all) const {
    if (all.size() == 1) return all.front();
    std::size_t best = 0;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    bool tied = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::int64_t against = cost(all[i], last_id_, last_form_, kRowsAhead);
        tied = against == least || (tied && against > least);
        if (against >= least) continue;
        least = against;
        best = i;
    }
    if (tied)
        in.fail("IMAGELIST: where the list of images ends can't be told; write each defect in one line");
    return all[best];
}

Klarf12Rows::Row Klarf12Rows::take(KlarfLexer& in) {
    const Words words = words_at(in);
    std::vector<Reading> all = readings(words);
    if (all.empty()) explain(in, words);
    const Reading read = best_of(in, std::move(all));
    Row row;
    const std::size_t size = fixed_ + read.images;
    for (std::size_t i = 0; i < size; ++i) {
        const bool image = images_ && i >= *images_ && i < *images_ + read.images;
        const double number = image ? kNone : parse_number(words.all[i].text).value_or(kNone);
        if (images_ && i == *images_) row.values.push_back(kNone);
        if (!image) row.values.push_back(number);
        if (std::isnan(number)) add_klarf_word(row.text, words.all[i].kind, words.all[i].text);
    }
    if (images_ && *images_ >= size) row.values.push_back(kNone);
    if (read.form == ImageForm::other && count_) {
        row.remark = fmt::format("line {}: IMAGECOUNT states {} images, IMAGELIST has {} values", in.line(),
                                 value(words, count_, read.images), read.images);
        const double most = 1.0 + 2.0 * value(words, count_, read.images);
        row.too_many_images = static_cast<double>(read.images) > most;
    }
    last_id_ = read.id;
    if (read.form != ImageForm::none) last_form_ = read.form;
    in = read.next;
    return row;
}

void Klarf12Rows::explain(KlarfLexer in, const Words& words) const {
    for (const auto& [column, name] : {std::pair{x_, "XINDEX"}, std::pair{y_, "YINDEX"}}) {
        if (!column || words.breaks.empty()) continue;
        const std::size_t images = words.breaks.front().words - fixed_;
        if (is_klarf_index(value(words, column, images))) continue;
        const std::size_t at = *column + (images_ && *column > *images_ ? images - 1 : 0);
        in.fail(fmt::format("{}: {} is not a whole number of 32 bits", name, in_quotes(words.all[at].text)));
    }
    if (id_ && !words.breaks.empty()) {
        const double id = value(words, id_, words.breaks.front().words - fixed_);
        if (!std::isnan(id) && id != std::floor(id))
            in.fail(fmt::format("DEFECTID: {} is not a whole number", id));
    }
    for (std::size_t i = 0; i < words.all.size() && i < fixed_; ++i) in.next();
    if (in.kind() == KlarfWord::comma)
        in.fail("DefectList: ',' is not a finite number (decimal commas? write points)");
    if (words.all.size() >= fixed_) {
        in.fail(fmt::format("a defect has more values than the {} of DefectRecordSpec; the next is {}",
                            table_.columns.size(), in_quotes(in.text())));
    }
    in.fail(
        fmt::format("a defect has {} values and not the {} of DefectRecordSpec: {} is missing before {}",
                    words.all.size(), table_.columns.size(), table_.columns[words.all.size()],
                    in.kind() == KlarfWord::end ? "the end of the file (cut off?)" : in_quotes(in.text())));
}

}  // namespace waferglow
