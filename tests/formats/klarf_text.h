// SPDX-License-Identifier: GPL-3.0-or-later
// KLARF files of both grammars as other makers write them: a writer of its own for tests, which shares
// nothing with the product's. Defects and plan are given; everything about the layout can be turned.
#pragma once

#include <cmath>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace waferglow::test {

/// How the list of images of a defect with n images is written.
enum class ImageWords { numbers, pairs, count_and_pairs };

struct KlarfText {
    using Die = std::pair<int, int>;  ///< XINDEX, YINDEX
    std::vector<Die> plan;
    std::vector<Die> bad;
    double pitch_x = 200.0;
    double pitch_y = 250.5;
    double center_x = 400.0;
    double center_y = 376.25;
    double diameter_mm = 1.0;
    bool summary = true;
    bool end_of_file = true;
    std::string end = "\n";
    /// Images of the i-th defect; 0 without.
    std::function<int(std::size_t)> images = [](std::size_t) { return 0; };
    std::function<ImageWords(std::size_t)> form = [](std::size_t) { return ImageWords::pairs; };
    /// Whether a row of the list breaks before its k-th word (k > 0).
    std::function<bool(std::size_t, std::size_t)> breaks = [](std::size_t, std::size_t) { return false; };
    std::function<std::string(std::size_t)> class_number = [](std::size_t) { return "4"; };
    /// Lines before the i-th defect.
    std::function<std::string(std::size_t)> between = [](std::size_t) { return ""; };
    std::function<std::string(std::size_t)> x_index = nullptr;

    [[nodiscard]] std::vector<std::string> image_words(std::size_t i) const {
        const int n = images(i);
        std::vector<std::string> words;
        if (n == 0) return {"0"};
        if (form(i) == ImageWords::count_and_pairs) words.push_back(std::to_string(n));
        for (int k = 0; k < n; ++k) {
            words.push_back(std::to_string(3 + static_cast<int>(i) + k));
            if (form(i) != ImageWords::numbers) words.push_back("0");
        }
        return words;
    }

    /// Words of a defect's row: 10 columns and the images.
    [[nodiscard]] std::vector<std::string> row(std::size_t i, bool image_list = true) const {
        std::vector<std::string> words{std::to_string(i + 1),
                                       "100.5",
                                       "120",
                                       x_index ? x_index(i) : std::to_string(bad[i].first),
                                       std::to_string(bad[i].second),
                                       "3",
                                       class_number(i),
                                       "1",
                                       "2",
                                       std::to_string(images(i))};
        if (image_list)
            for (std::string& word : image_words(i)) words.push_back(std::move(word));
        return words;
    }

    /// Lines, with the file's own ends.
    struct Lines {
        std::string_view end;
        std::string text;
        template <class... Values>
        void add(fmt::format_string<Values...> format, Values&&... values) {
            fmt::format_to(std::back_inserter(text), format, std::forward<Values>(values)...);
            text += end;
        }
    };

    /// The i-th row, broken where it is to be; without an end.
    [[nodiscard]] std::string row_text(std::size_t i, bool image_list) const {
        const std::vector<std::string> words = row(i, image_list);
        std::string text;
        for (std::size_t k = 0; k < words.size(); ++k) {
            if (k > 0 && breaks(i, k)) text += end;
            text += ' ';
            text += words[k];
        }
        return text;
    }

    [[nodiscard]] std::string v12() const {
        Lines out{end, {}};
        out.add("FileVersion 1 2;");
        out.add("SampleSize 1 {};", diameter_mm);
        out.add("DiePitch {} {};", pitch_x, pitch_y);
        out.add("WaferID \"W\";");
        out.add("Slot 1;");
        out.add("SampleCenterLocation {} {};", center_x, center_y);
        out.add("ClassLookup 2");
        out.add(" 0 \"none; or {{other}}\"");
        out.add(" 4 \"dead\";");
        out.add("InspectionTest 1;");
        out.add("SampleTestPlan {}", plan.size());
        for (std::size_t i = 0; i < plan.size(); ++i)
            out.add(" {} {}{}", plan[i].first, plan[i].second, i + 1 == plan.size() ? ";" : "");
        out.add("AreaPerTest 1.0e+04;");
        out.add(
            "DefectRecordSpec 11 DEFECTID XREL YREL XINDEX YINDEX DSIZE CLASSNUMBER TEST ROUGHBINNUMBER "
            "IMAGECOUNT IMAGELIST ;");
        out.add("DefectList");
        for (std::size_t i = 0; i < bad.size(); ++i) {
            out.text += between(i);
            out.add("{}{}", row_text(i, true), i + 1 == bad.size() ? ";" : "");
        }
        if (bad.empty()) out.add(";");
        if (summary) {
            out.add("SummarySpec 5 TESTNO NDEFECT DEFDENSITY NDIE NDEFDIE ;");
            out.add("SummaryList");
            out.add(" 1 {} 0.5 {} {};", bad.size(), plan.size(),
                    std::set<Die>(bad.begin(), bad.end()).size());
        }
        if (end_of_file) out.add("EndOfFile;");
        return out.text;
    }

    [[nodiscard]] std::string v18() const {
        const auto nm = [](double um) { return std::llround(um * 1000.0); };
        Lines out{end, {}};
        out.add("Record FileRecord \"1.8\"");
        out.add("{{");
        out.add("Record LotRecord \"L\"");
        out.add("{{");
        out.add("Field DiePitch 2 {{{}, {}}}", nm(pitch_x), nm(pitch_y));
        out.add("Field SampleSize 2 {{{}, 0}}", nm(1000.0 * diameter_mm));
        out.add("Record WaferRecord \"W\"");
        out.add("{{");
        out.add("Field SampleCenterLocation 2 {{{}, {}}}", nm(center_x), nm(center_y));
        out.add("List DefectList");
        out.add("{{");
        out.add(
            "Columns 10 {{ int32 DEFECTID, int32 XREL, int32 YREL, int32 XINDEX, int32 YINDEX, float DSIZE, "
            "int32 CLASSNUMBER, int32 TEST, int32 ROUGHBINNUMBER, int32 IMAGECOUNT }}");
        out.add("Data {}", bad.size());
        out.add("{{");
        for (std::size_t i = 0; i < bad.size(); ++i) {
            out.text += between(i);
            out.add("{} ;", row_text(i, false));
        }
        out.add("}}");
        out.add("}}");
        out.add("Record TestRecord \"1\"");
        out.add("{{");
        out.add("List SampleTestPlanList");
        out.add("{{");
        out.add("Columns 2 {{ int32 XINDEX, int32 YINDEX }}");
        out.add("Data {}", plan.size());
        out.add("{{");
        for (const auto& [x, y] : plan) out.add(" {} {} ;", x, y);
        for (int i = 0; i < 3; ++i) out.add("}}");
        if (summary) {
            out.add("Record SummaryRecord");
            out.add("{{");
            out.add("List TestSummaryList");
            out.add("{{");
            out.add("Columns 2 {{ int32 TESTNO, int32 NDEFECT }}");
            out.add("Data 1");
            out.add("{{");
            out.add(" 1 {} ;", bad.size());
            for (int i = 0; i < 3; ++i) out.add("}}");
        }
        for (int i = 0; i < 3; ++i) out.add("}}");
        if (end_of_file) out.add("EndOfFile;");
        return out.text;
    }
};

/// The wafer of tiny_wafer(), all of its dies tested.
inline KlarfText tiny_klarf() {
    KlarfText text;
    for (int y = 0; y < 3; ++y)
        for (int x = 0; x < 4; ++x)
            if ((x > 0 && x < 3) || y == 1) text.plan.emplace_back(x, y);
    text.bad = {{2, 2}, {1, 0}, {3, 1}};
    return text;
}

}  // namespace waferglow::test
