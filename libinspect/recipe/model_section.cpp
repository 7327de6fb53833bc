// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/recipe/internal/model_section.h"

#include "libinspect/base/error.h"
#include "libinspect/correlation/model_text.h"
#include "libinspect/formats/key_info.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();

class SectionReader {
  public:
    explicit SectionReader(const TomlTable& section) : view_(section) {}

    LearnedModel read() {
        const std::vector<std::string> known{"kind",          "features",     "fill",   "cost_escape",
                                             "cost_overkill", "trained_dies", "seed",   "floor",
                                             "intercept",     "mean",         "scale",  "terms",
                                             "limits",        "trees",        "trained"};
        for (const UnknownKey& unknown : unknown_keys(view_, known))
            view_.refuse(unknown.key, unknown.complaint);
        const std::string kind = view_.text("kind");
        if (!model_kind(kind))
            view_.refuse("kind", "must be recipe, thresholds, logistic, forest or boosted");
        model_.kind = *model_kind(kind);
        model_.features = view_.texts("features");
        model_.fill = numbers("fill");
        model_.costs = {view_.number("cost_escape"), view_.number("cost_overkill")};
        model_.trained_dies = view_.integer("trained_dies", 0, std::numeric_limits<std::int64_t>::max());
        model_.seed =
            static_cast<std::uint64_t>(view_.integer("seed", 0, std::numeric_limits<std::int64_t>::max()));
        model_.floor = view_.optional_number("floor").value_or(0.0);
        model_.intercept = view_.optional_number("intercept").value_or(0.0);
        if (view_.contains("mean")) model_.mean = numbers("mean");
        if (view_.contains("scale")) model_.scale = numbers("scale");
        for (const auto& row : rows_of_three("terms"))
            model_.terms.push_back({whole("terms", row[0]), whole("terms", row[1]), row[2]});
        for (const auto& row : rows_of_three("limits"))
            model_.limits.push_back({whole("limits", row[0]), row[1] > 0.0, row[2]});
        read_trees();
        read_trained();
        try {
            check_model(model_);
        } catch (const Error& error) {
            view_.refuse("kind", error.what());
        }
        return std::move(model_);
    }

  private:
    const toml::array& list(const char* key) const {
        const toml::array* array = view_.need(key).as_array();
        if (array == nullptr) view_.refuse(key, "must be a list");
        return *array;
    }

    std::vector<double> numbers(const char* key) const { return numbers_of(key, list(key)); }

    std::vector<double> numbers_of(const char* key, const toml::array& array) const {
        std::vector<double> values;
        for (const toml::node& node : array) {
            values.push_back(node.value_or(std::nan("")));
            if (!node.is_number() || !std::isfinite(values.back()))
                view_.refuse(key, "must hold finite numbers");
        }
        return values;
    }

    std::vector<std::vector<double>> rows_of_three(const char* key) const {
        std::vector<std::vector<double>> rows;
        if (!view_.contains(key)) return rows;
        for (const toml::node& node : list(key)) {
            if (!node.is_array()) view_.refuse(key, "must hold lists of three numbers");
            rows.push_back(numbers_of(key, *node.as_array()));
            if (rows.back().size() != 3) view_.refuse(key, "must hold lists of three numbers");
        }
        return rows;
    }

    std::int32_t whole(const char* key, double value) const {
        if (!(value >= -1.0 && value <= static_cast<double>(kMost)) || value != std::floor(value))
            view_.refuse(key, "must number features from 0 on");
        return static_cast<std::int32_t>(value);
    }

    void read_trees() {
        if (!view_.contains("trees")) return;
        for (const std::string& text : view_.texts("trees")) {
            try {
                model_.trees.push_back(parse_tree(text));
            } catch (const Error& error) {
                view_.refuse("trees", error.what());
            }
        }
    }

    void read_trained() {
        if (!view_.contains("trained")) return;
        const toml::array& records = list("trained");
        if (!records.is_homogeneous(toml::node_type::table))
            view_.refuse("trained", "must be a list of sections");
        for (const toml::node& node : records) {
            const TomlTable record(view_.file(), "[[model.trained]]", *node.as_table());
            TrainingRecord trained;
            trained.wafer_id = record.text("wafer_id");
            trained.block_dies = static_cast<std::int32_t>(record.integer("block_dies", 0, kMost));
            const toml::array* blocks = node.as_table()->get_as<toml::array>("blocks");
            if (blocks == nullptr) record.refuse("blocks", "must be a list of block numbers");
            for (const double block : numbers_of("trained", *blocks))
                trained.blocks.push_back(whole("trained", block));
            std::ranges::sort(trained.blocks);
            model_.trained.push_back(std::move(trained));
        }
    }

    const TomlTable& view_;
    LearnedModel model_;
};

}  // namespace

LearnedModel read_model(const TomlTable& section) {
    return SectionReader(section).read();
}

}  // namespace waferglow
