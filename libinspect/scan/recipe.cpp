// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/recipe.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/correlation/apply_model.h"
#include "libinspect/correlation/model_text.h"
#include "libinspect/formats/toml_reader.h"
#include "libinspect/scan/model_recipe.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace waferglow {
namespace {

/// A number of the recipe: where it lies, what it may be, and what it means. One table serves reading,
/// writing and the list of known keys.
struct NumberKey {
    const char* section;
    const char* key;
    double least;
    double most;
    bool whole;      ///< a whole number
    bool automatic;  ///< may be "auto": from the data
    const char* comment;
    std::function<std::optional<double>(const Recipe&)> get;
    std::function<void(Recipe&, std::optional<double>)> set;
};

template <class Get>
NumberKey number(const char* section, const char* key, double least, double most, const char* comment,
                 Get field) {
    using Value = std::remove_cvref_t<decltype(field(std::declval<Recipe&>()))>;
    return {section,
            key,
            least,
            most,
            std::is_integral_v<Value>,
            false,
            comment,
            [field](Recipe recipe) -> std::optional<double> { return static_cast<double>(field(recipe)); },
            [field](Recipe& recipe, std::optional<double> value) {
                field(recipe) = static_cast<Value>(value.value());
            }};
}

template <class Get>
NumberKey automatic(const char* section, const char* key, double least, double most, const char* comment,
                    Get field) {
    return {section,
            key,
            least,
            most,
            false,
            true,
            comment,
            [field](Recipe recipe) { return field(recipe); },
            [field](Recipe& recipe, std::optional<double> value) { field(recipe) = value; }};
}

const std::vector<NumberKey>& number_keys() {
    static const std::vector<NumberKey> keys{
        number("normalise", "window_radius_dies", 1, 1000, "healthy neighbourhood: 2 r + 1 dies square",
               [](Recipe& r) -> int& { return r.normalise.window_radius_dies; }),
        number("normalise", "healthy_sigmas", 1, 10, "dies within so many robust sigmas are healthy",
               [](Recipe& r) -> double& { return r.normalise.healthy_sigmas; }),
        number("normalise", "min_healthy", 1, 1e6,
               "healthy dies that a neighbourhood needs, else a larger one",
               [](Recipe& r) -> int& { return r.normalise.min_healthy; }),
        number("normalise", "rounds", 1, 10, "how often the healthy dies are chosen anew",
               [](Recipe& r) -> int& { return r.normalise.rounds; }),
        number("bins", "dead_below", 0, 1, "relative intensity, strongest channel",
               [](Recipe& r) -> double& { return r.rules.dead_below; }),
        automatic("bins", "weak_below", 0, 1, "relative intensity, strongest channel",
                  [](Recipe& r) -> std::optional<double>& { return r.rules.weak_below; }),
        automatic("bins", "leaky_below", 0, 1, "relative intensity, weakest channel over strongest",
                  [](Recipe& r) -> std::optional<double>& { return r.rules.leaky_below; }),
        number("bins", "covered_above", 0, 1,
               "relative intensity, weakest channel over strongest, of dies dim in the strongest",
               [](Recipe& r) -> double& { return r.rules.covered_above; }),
        automatic("bins", "ratio_spread", 0, 10,
                  "of weakest over strongest among healthy dies beyond noise, 1 sigma",
                  [](Recipe& r) -> std::optional<double>& { return r.rules.ratio_spread; }),
        number("bins", "operating_w_cm2", 1e-6, 1e6,
               "excitation density whose photocurrent equals the operating current",
               [](Recipe& r) -> double& { return r.rules.operating_w_cm2; }),
        automatic("bins", "bright_above", 1, 1e6, "relative intensity, strongest channel",
                  [](Recipe& r) -> std::optional<double>& { return r.rules.bright_above; }),
        automatic("bins", "nonuniformity_above", 0, 1e6, "coefficient of variation inside the die",
                  [](Recipe& r) -> std::optional<double>& { return r.rules.nonuniformity_above; }),
        automatic("bins", "wavelength_tolerance_nm", 0, 1e4, "distance of the peak from its surroundings, nm",
                  [](Recipe& r) -> std::optional<double>& { return r.rules.wavelength_tolerance_nm; }),
        number("bins", "saturated_px_above", 0, 1e9, "clipped pixels of a die that make it 'saturated'",
               [](Recipe& r) -> double& { return r.rules.saturated_px_above; }),
        number("bins", "max_ratio_sigma", 0, 10, "noise up to which weak over strong is judged",
               [](Recipe& r) -> double& { return r.rules.max_ratio_sigma; }),
        number("leakage", "absorbed_share", 1e-6, 1, "of the exciting light, by the wells of a die",
               [](Recipe& r) -> double& { return r.leakage.absorbed_share; }),
        number("leakage", "excitation_nm", 100, 2000, "wavelength of the exciting light",
               [](Recipe& r) -> double& { return r.leakage.excitation_nm; }),
        number("leakage", "voltage_v", 0.1, 20, "of a healthy die at open circuit at voltage_at_w_cm2",
               [](Recipe& r) -> double& { return r.leakage.voltage_v; }),
        number("leakage", "voltage_at_w_cm2", 1e-6, 1e6, "excitation density for which voltage_v holds",
               [](Recipe& r) -> double& { return r.leakage.voltage_at_w_cm2; }),
        number("leakage", "thermal_voltage_v", 0.001, 0.1, "kT/q",
               [](Recipe& r) -> double& { return r.leakage.thermal_voltage_v; }),
        automatic("leakage", "slope", 0.5, 3, "of ln PL against ln excitation density, healthy dies",
                  [](Recipe& r) -> std::optional<double>& { return r.leakage.slope; }),
        number("clusters", "min_dies", 1, 1e9, "failing dies that make a cluster",
               [](Recipe& r) -> std::int64_t& { return r.cluster_min_dies; }),
    };
    return keys;
}

/// Reads one TOML document; every complaint names the source, the line and the key.
class RecipeReader {
  public:
    RecipeReader(const toml::table& document, const std::string& source)
        : document_(document), source_(source) {}

    Recipe read() {
        check_names("", document_, {"name", "normalise", "bins", "leakage", "clusters", "scan", "model"});
        if (const toml::node* name = document_.get("name")) {
            if (!name->is_string()) fail(*name, "name", "must be a text");
            recipe_.name = name->value_or("");
        }
        for (const char* section : {"normalise", "bins", "leakage", "clusters"}) read_section(section);
        if (const toml::node* scan = document_.get("scan")) {
            if (!scan->is_table()) fail(*scan, "scan", "must be a section: [scan]");
            recipe_.scan = read_scan_recipe(*scan->as_table(), source_);
        }
        if (const toml::node* model = document_.get("model")) {
            if (!model->is_table()) fail(*model, "model", "must be a section: [model]");
            recipe_.model = read_model(*model->as_table(), source_);
            for (const BinDefinition& bin : learned_bins()) add_learned_bin(*model, bin);
        }
        return recipe_;
    }

  private:
    [[noreturn]] void fail(const toml::node& node, const std::string& key, const std::string& what) const {
        const int line = static_cast<int>(node.source().begin.line);
        const std::size_t dot = key.rfind('.');
        throw TomlError(fmt::format("{}:{}: recipe key '{}' {}", source_, line, key, what),
                        {.line = line,
                         .section = dot == std::string::npos ? std::string() : key.substr(0, dot),
                         .key = dot == std::string::npos ? key : key.substr(dot + 1),
                         .text = what});
    }

    void check_names(const std::string& prefix, const toml::table& table,
                     const std::vector<std::string>& known) const {
        for (const auto& [key, node] : table) {
            const std::string name(key.str());
            if (std::ranges::find(known, name) == known.end()) {
                fail(node, prefix + name, "is unknown" + did_you_mean(name, known));
            }
        }
    }

    void add_learned_bin(const toml::node& model, const BinDefinition& bin) {
        const bool taken = std::ranges::any_of(recipe_.rules.custom, [&bin](const CustomBin& custom) {
            return custom.code == bin.code || custom.name == bin.name;
        });
        if (taken)
            fail(model, "model",
                 fmt::format("needs bin {} '{}', which bins.custom has taken", bin.code, bin.name));
        recipe_.rules.passes[bin.code] = bin.pass;
    }

    void read_section(const std::string& section) {
        const toml::node* node = document_.get(section);
        if (node == nullptr) return;
        const toml::table* table = node->as_table();
        if (table == nullptr) fail(*node, section, "must be a section: [" + section + "]");
        std::vector<std::string> known;
        for (const NumberKey& key : number_keys()) {
            if (key.section == section) known.emplace_back(key.key);
        }
        if (section == "bins") known.insert(known.end(), {"pass", "custom"});
        check_names(section + ".", *table, known);
        for (const NumberKey& key : number_keys()) {
            if (key.section != section) continue;
            if (const toml::node* value = table->get(key.key)) read_number(key, *value);
        }
        if (section != "bins") return;
        if (const toml::node* pass = table->get("pass")) read_passes(*pass);
        if (const toml::node* custom = table->get("custom")) read_custom_bins(*custom);
    }

    void read_custom_bins(const toml::node& node) {
        const toml::array* bins = node.as_array();
        if (bins == nullptr || !bins->is_homogeneous(toml::node_type::table))
            fail(node, "bins.custom", "must be a list of sections: [[bins.custom]]");
        for (const toml::node& bin : *bins) read_custom_bin(*bin.as_table());
    }

    void read_custom_bin(const toml::table& table) {
        const std::string prefix = "bins.custom.";
        check_names(prefix, table, {"code", "name", "color", "pass", "layer", "below", "above"});
        const auto needed = [&](const char* key) -> const toml::node& {
            const toml::node* value = table.get(key);
            if (value == nullptr) fail(table, prefix + key, "is missing");
            return *value;
        };
        CustomBin bin;
        const toml::node& code = needed("code");
        const std::int64_t number = code.is_integer() ? code.value_or(std::int64_t{0}) : 0;
        if (number < kFirstCustomCode || number >= kNoBinCode)
            fail(code, prefix + "code",
                 fmt::format("must be a whole number from {} to {}", kFirstCustomCode, kNoBinCode - 1));
        bin.code = static_cast<std::uint8_t>(number);
        bin.name = text(needed("name"), prefix + "name");
        bin.layer = text(needed("layer"), prefix + "layer");
        if (const toml::node* color = table.get("color")) bin.rgb = rgb(*color, prefix + "color");
        bin.below = limit(table, "below", prefix);
        bin.above = limit(table, "above", prefix);
        if (!bin.below && !bin.above) fail(table, prefix + "below", "or above must be given");
        const bool taken =
            std::ranges::any_of(kBins, [&](const BinInfo& info) { return bin.name == info.name; }) ||
            std::ranges::any_of(recipe_.rules.custom, [&](const CustomBin& other) {
                return other.name == bin.name || other.code == bin.code;
            });
        if (taken)
            fail(table, prefix + "name",
                 fmt::format("= '{}' or its code {} is taken by another bin", bin.name, bin.code));
        bool pass = false;
        if (const toml::node* value = table.get("pass")) {
            if (!value->is_boolean()) fail(*value, prefix + "pass", "must be true or false");
            pass = value->value_or(false);
        }
        recipe_.rules.passes[bin.code] = pass;
        recipe_.rules.custom.push_back(std::move(bin));
    }

    [[nodiscard]] std::string text(const toml::node& node, const std::string& key) const {
        if (!node.is_string() || node.value_or<std::string>("").empty()) fail(node, key, "must be a text");
        return node.value_or<std::string>("");
    }

    [[nodiscard]] std::uint32_t rgb(const toml::node& node, const std::string& key) const {
        const std::string color = text(node, key);
        const bool fits = color.size() == 7 && color.front() == '#' &&
                          color.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
        if (!fits) fail(node, key, fmt::format("= '{}' must be a colour like \"#1A7F37\"", color));
        return static_cast<std::uint32_t>(std::stoul(color.substr(1), nullptr, 16));
    }

    [[nodiscard]] std::optional<double> limit(const toml::table& table, const char* key,
                                              const std::string& prefix) const {
        const toml::node* node = table.get(key);
        if (node == nullptr) return std::nullopt;
        const double value = node->value_or(std::nan(""));
        if (!node->is_number() || !std::isfinite(value)) fail(*node, prefix + key, "must be a number");
        return value;
    }

    void read_number(const NumberKey& key, const toml::node& node) {
        const std::string name = fmt::format("{}.{}", key.section, key.key);
        if (key.automatic && node.is_string() && node.value_or<std::string>("") == "auto") {
            key.set(recipe_, std::nullopt);
            return;
        }
        const char* kind = key.automatic ? "a number or \"auto\"" : key.whole ? "a whole number" : "a number";
        const bool fits = key.whole ? node.is_integer() : node.is_number();
        if (!fits) fail(node, name, fmt::format("must be {}", kind));
        const double value = node.value_or(0.0);
        if (!(value >= key.least && value <= key.most)) {
            fail(node, name, fmt::format("= {} must be from {} to {}", value, key.least, key.most));
        }
        key.set(recipe_, value);
    }

    void read_passes(const toml::node& node) {
        const toml::table* table = node.as_table();
        if (table == nullptr) fail(node, "bins.pass", "must be a section: [bins.pass]");
        std::vector<std::string> known;
        known.reserve(kBins.size());
        for (const BinInfo& info : kBins) known.emplace_back(info.name);
        check_names("bins.pass.", *table, known);
        for (const BinInfo& info : kBins) {
            const toml::node* value = table->get(info.name);
            if (value == nullptr) continue;
            if (!value->is_boolean())
                fail(*value, fmt::format("bins.pass.{}", info.name), "must be true or false");
            recipe_.rules.passes[static_cast<std::size_t>(info.bin)] = value->value_or(info.pass);
        }
    }

    const toml::table& document_;
    const std::string& source_;
    Recipe recipe_;
};

/// `text` as TOML writes it.
std::string quoted(const std::string& text) {
    std::ostringstream stream;
    stream << toml::value<std::string>{text};
    return stream.str();
}

}  // namespace

Recipe parse_recipe(const std::string& toml, const std::string& source) {
    toml::table document;
    try {
        document = toml::parse(toml, source);
    } catch (const toml::parse_error& error) {
        throw Error(ErrorKind::input, fmt::format("{}:{}: not valid TOML: {}", source,
                                                  error.source().begin.line, error.description()));
    }
    return RecipeReader(document, source).read();
}

Recipe read_recipe(const std::filesystem::path& path) {
    constexpr std::uint64_t kMostBytes = 256U << 20U;  // a learnt model of many trees lies in it
    return parse_recipe(read_settings_text(path, kMostBytes), path.string());
}

std::string to_toml(const Recipe& recipe) {
    std::string text = fmt::format("name = {}\n", quoted(recipe.name));
    const auto add_section = [&](const std::string& section) {
        text += fmt::format("\n[{}]\n", section);
        for (const NumberKey& key : number_keys()) {
            if (key.section != section) continue;
            const std::optional<double> value = key.get(recipe);
            text += fmt::format("{} = {}  # {}\n", key.key, value ? fmt::format("{}", *value) : "\"auto\"",
                                key.comment);
        }
    };
    add_section("normalise");
    add_section("bins");
    text += "\n[bins.pass]\n";
    for (const BinInfo& info : kBins) {
        text += fmt::format("{} = {}  # {}\n", info.name,
                            recipe.rules.passes[static_cast<std::size_t>(info.bin)], info.description);
    }
    for (const CustomBin& bin : recipe.rules.custom) {
        text += fmt::format(
            "\n[[bins.custom]]\ncode = {}\nname = {}\ncolor = \"#{:06X}\"\npass = {}\nlayer = {}\n", bin.code,
            quoted(bin.name), bin.rgb, recipe.rules.passes[bin.code], quoted(bin.layer));
        if (bin.below) text += fmt::format("below = {}\n", *bin.below);
        if (bin.above) text += fmt::format("above = {}\n", *bin.above);
    }
    add_section("leakage");
    add_section("clusters");
    if (recipe.scan) text += "\n" + to_toml(*recipe.scan);
    if (recipe.model) text += "\n" + to_toml(*recipe.model);
    return text;
}

}  // namespace waferglow
