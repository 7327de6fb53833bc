// SPDX-License-Identifier: GPL-3.0-or-later
// What reflected light told: how many defects of which classes, where on the die, what could have been seen,
// and the worst dies of each class.
#include "libinspect/base/order_statistics.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/report/internal/appearance_figures.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/sections.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kCardsOfClass = 4;
constexpr std::size_t kMostClasses = 12;  // with pictures
constexpr std::size_t kMostPlaces = 5000;

/// One line of the list of defects.
struct ReportedDefect {
    std::size_t at = 0;  // in the list
    std::int32_t number = 0;
    std::size_t channel = 0;
    DieIndex die;
    bool fails = false;
    double sigma = 0.0;
};

class AppearanceSection {
  public:
    AppearanceSection(const ReportFacts& facts, const FindingList& list)
        : file_(*facts.file), list_(list), columns_(list) {
        for (std::size_t i = 0; i < list.findings.size(); ++i) {
            const Finding& finding = list.findings[i];
            if (finding.on.empty()) continue;
            const double sigma = columns_.number(columns_.sigma, i);
            classes_[list.classes[static_cast<std::size_t>(finding.code)]].push_back(
                {.at = i,
                 .number = finding.number,
                 .channel = static_cast<std::size_t>(finding.channel),
                 .die = {finding.on.row_begin, finding.on.col_begin},
                 .fails = columns_.text(columns_.verdict, i) == "fail",
                 .sigma = std::isnan(sigma) ? 0.0 : sigma});
        }
    }

    Section make() {
        Section section{.title = "Appearance in reflected light", .blocks = {}, .new_page = false};
        bool any = false;
        for (std::size_t i = 0; i < file_.appearance.size(); ++i) {
            const appearance::AppearanceEvidence& evidence = file_.appearance[i];
            if (!evidence.fault.empty()) {
                section.blocks.emplace_back(Paragraph{evidence.fault, TextRole::warning});
                continue;
            }
            any = true;
            add_channel(section, evidence);
        }
        if (any) add_pictures(section);
        return section;
    }

  private:
    /// What the list tells of each finding beside its place.
    struct Columns {
        explicit Columns(const FindingList& list)
            : sigma(list.column("sigma")),
              length(list.column("length_um")),
              width(list.column("width_um")),
              verdict(list.column("verdict")),
              region(list.column("region")) {}
        static double number(const FindingColumn* column, std::size_t i) {
            return column == nullptr ? NAN : column->numbers[i];
        }
        static std::string text(const FindingColumn* column, std::size_t i) {
            return column == nullptr ? std::string() : column->texts[i];
        }
        const FindingColumn* sigma;
        const FindingColumn* length;
        const FindingColumn* width;
        const FindingColumn* verdict;
        const FindingColumn* region;
    };

    struct Counts {
        std::string name;
        std::int64_t defects = 0;
        std::int64_t dies = 0;
        std::int64_t failing = 0;
    };

    /// Those of one channel, or of all.
    [[nodiscard]] std::vector<Counts> count(std::optional<std::size_t> channel) const {
        std::vector<Counts> counts;
        for (const auto& [name, defects] : classes_) {
            std::set<std::pair<std::size_t, std::int32_t>> numbers;
            std::set<std::size_t> dies;
            std::set<std::size_t> failing;
            for (const ReportedDefect& defect : defects) {
                if (channel && defect.channel != *channel) continue;
                const std::size_t cell = file_.map.grid().cell(defect.die);
                numbers.insert({defect.channel, defect.number});
                dies.insert(cell);
                if (defect.fails) failing.insert(cell);
            }
            if (!numbers.empty())
                counts.push_back({name, std::ssize(numbers), std::ssize(dies), std::ssize(failing)});
        }
        std::ranges::stable_sort(counts,
                                 [](const Counts& a, const Counts& b) { return a.defects > b.defects; });
        return counts;
    }

    void add_channel(Section& section, const appearance::AppearanceEvidence& evidence) const {
        const auto of = std::ranges::find(file_.channels, evidence.channel, &Channel::name);
        if (of == file_.channels.end()) return;
        const auto channel = static_cast<std::size_t>(of - file_.channels.begin());
        const std::vector<Counts> counts = count(channel);
        std::int64_t defects = 0;
        std::set<std::size_t> failing;
        std::set<std::size_t> found;
        std::vector<DefectPlace> places;
        for (const auto& [name, list] : classes_) {
            for (const ReportedDefect& defect : list) {
                if (defect.channel != channel) continue;
                const std::size_t cell = file_.map.grid().cell(defect.die);
                found.insert(cell);
                if (defect.fails) failing.insert(cell);
                const WaferPoint at = list_.findings[defect.at].place;
                const WaferPoint center = file_.map.grid().center(defect.die);
                places.push_back({at.x - center.x, at.y - center.y, defect.fails});
            }
        }
        for (const Counts& one : counts) defects += one.defects;
        if (file_.appearance.size() > 1)
            section.blocks.emplace_back(Paragraph{"Channel " + evidence.channel, TextRole::heading});
        const std::int64_t inspected = inspected_dies(channel);
        section.blocks.emplace_back(
            ScoreRow{{{.label = "dies with a finding",
                       .value = count_text(std::ssize(found)),
                       .detail = "of " + count_text(inspected) + " inspected"},
                      {.label = "of them failing by it",
                       .value = count_text(std::ssize(failing)),
                       .detail = percent_text(share_of(std::ssize(failing), inspected))},
                      {.label = "expected false alarms",
                       .value = fixed_text(evidence.expected_false_alarms(), 1),
                       .detail = "good dies of this wafer"},
                      {.label = "smallest visible",
                       .value = smallest_visible(channel),
                       .detail = "dark spot, half contrast"}}});
        thin(places);
        Figure golden = golden_die_figure(evidence, places, 225.0);
        std::vector<ClassBar> bars;
        std::int64_t so_far = 0;
        for (const Counts& one : counts) {
            so_far += one.defects;
            bars.push_back({one.name, one.defects, share_of(so_far, defects)});
        }
        section.blocks.emplace_back(FigureRow{{std::move(golden), class_pareto_figure(bars, 259.0)}});
        section.blocks.emplace_back(class_table(counts));
        section.blocks.emplace_back(Paragraph{
            fmt::format("Asked for: {} false alarms in a million good dies. The smallest visible spot is the "
                        "median over dies. {}",
                        short_text(evidence.false_alarms_per_million), not_resolved_words(evidence)),
            TextRole::note});
    }

    static void thin(std::vector<DefectPlace>& places) {
        if (places.size() <= kMostPlaces) return;
        std::vector<DefectPlace> some;
        for (std::size_t i = 0; i < kMostPlaces; ++i) some.push_back(places[i * places.size() / kMostPlaces]);
        places = std::move(some);
    }

    [[nodiscard]] static Table class_table(const std::vector<Counts>& counts) {
        Table table{.columns = {{"class", false, 1.6},
                                {"defects", true, 0.8},
                                {"dies", true, 0.8},
                                {"failing dies", true, 0.9}},
                    .rows = {},
                    .note = "A line over several dies is one defect and counts on each of its dies."};
        for (const Counts& one : counts)
            table.rows.push_back(
                {{one.name}, {count_text(one.defects)}, {count_text(one.dies)}, {count_text(one.failing)}});
        table.width = 330.0;
        return table;
    }

    [[nodiscard]] static std::string not_resolved_words(const appearance::AppearanceEvidence& evidence) {
        if (evidence.not_resolved.empty())
            return "All classes can be told on dies of this size in the picture.";
        std::string names;
        for (const std::string& name : evidence.not_resolved) names += (names.empty() ? "" : ", ") + name;
        return fmt::format(
            "Not resolved on dies of this size in the picture, and so not counted as zero: {}.", names);
    }

    [[nodiscard]] std::vector<float> values_of(std::size_t channel, const char* name) const {
        std::vector<float> values;
        const Layer* layer = file_.map.find(appearance_layer_name(file_.channels, channel, name));
        if (layer == nullptr) return values;
        std::ranges::copy_if(layer->values, std::back_inserter(values),
                             [](float value) { return std::isfinite(value); });
        return values;
    }

    [[nodiscard]] std::int64_t inspected_dies(std::size_t channel) const {
        return std::ssize(values_of(channel, kAppearanceScoreLayer));
    }

    [[nodiscard]] std::string smallest_visible(std::size_t channel) const {
        std::vector<float> sizes = values_of(channel, kSmallestVisibleLayer);
        if (sizes.empty()) return kNone;
        return fixed_text(static_cast<double>(upper_median(sizes)), 1) + "\u00A0\u00B5m";
    }

    /// The worst dies of each class that have a picture.
    void add_pictures(Section& section) {
        if (!file_.pictures || file_.pictures->channels.empty()) return;
        const appearance::DiePictures& pictures = *file_.pictures;
        std::vector<appearance::GreyScale> scales;
        std::string names;
        for (const appearance::ChannelPictures& channel : pictures.channels) {
            scales.push_back(grey_scale_of(channel));
            names += (names.empty() ? "" : ", ") + channel.channel;
        }
        std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> picture_of;
        for (std::size_t i = 0; i < pictures.size(); ++i)
            picture_of.emplace(std::pair(pictures.row[i], pictures.col[i]), i);
        section.blocks.emplace_back(Paragraph{
            fmt::format(
                "Worst dies of each class. From the left: {}; the grey scale of a channel is the same in "
                "all pictures. Orange: the defect fails its die.",
                names),
            TextRole::note});
        std::size_t shown = 0;
        for (const Counts& one : count(std::nullopt)) {
            if (shown == kMostClasses) break;
            FigureRow row = cards_of(one, pictures, scales, picture_of);
            if (row.figures.empty()) continue;
            section.blocks.emplace_back(Paragraph{
                fmt::format("{}: {} on {} dies", one.name, count_text(one.defects), count_text(one.dies)),
                TextRole::heading});
            section.blocks.emplace_back(std::move(row));
            ++shown;
        }
    }

    [[nodiscard]] FigureRow cards_of(
        const Counts& one, const appearance::DiePictures& pictures,
        const std::vector<appearance::GreyScale>& scales,
        const std::map<std::pair<std::int32_t, std::int32_t>, std::size_t>& picture_of) {
        std::vector<ReportedDefect>& defects = classes_.at(one.name);
        std::ranges::stable_sort(defects, [](const ReportedDefect& a, const ReportedDefect& b) {
            return std::tie(a.fails, a.sigma) > std::tie(b.fails, b.sigma);
        });
        constexpr double kGap = 12.0;
        constexpr double kWidth = (kColumnPt - (kCardsOfClass - 1) * kGap) / kCardsOfClass;
        FigureRow row;
        std::set<std::size_t> taken;
        for (const ReportedDefect& defect : defects) {
            if (row.figures.size() == kCardsOfClass) break;
            const auto at = picture_of.find({defect.die.row, defect.die.col});
            if (at == picture_of.end() || !taken.insert(at->second).second) continue;
            row.figures.push_back(picture_card_figure(pictures, scales, card_of(defect, at->second), kWidth));
        }
        return row;
    }

    [[nodiscard]] PictureCard card_of(const ReportedDefect& defect, std::size_t picture) const {
        PictureCard card{.picture = picture,
                         .headline = fmt::format("row {}, col {}", defect.die.row, defect.die.col),
                         .fails = defect.fails};
        const double length = columns_.number(columns_.length, defect.at);
        const double width = columns_.number(columns_.width, defect.at);
        std::string line = columns_.text(columns_.region, defect.at);
        if (!std::isnan(length))
            line += fmt::format(", {} \u00D7 {} \u00B5m", fixed_text(length, 1), fixed_text(width, 1));
        card.lines.push_back(std::move(line));
        if (defect.sigma > 0.0) card.lines.push_back(fixed_text(defect.sigma, 0) + " \u03C3");
        return card;
    }

    const WaferFile& file_;
    const FindingList& list_;
    Columns columns_;
    std::map<std::string, std::vector<ReportedDefect>> classes_;
};

}  // namespace

std::optional<Section> appearance_section(const ReportFacts& facts) {
    const FindingList* list = find_list(facts.file->findings, kDefects);
    if (facts.file->appearance.empty() || list == nullptr) return std::nullopt;
    return AppearanceSection(facts, *list).make();
}

}  // namespace waferglow
