// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/recipe.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
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
        number("bins", "bright_above", 1, 1e6, "relative intensity, strongest channel",
               [](Recipe& r) -> double& { return r.rules.bright_above; }),
        automatic("bins", "nonuniformity_above", 0, 1e6, "coefficient of variation inside the die",
                  [](Recipe& r) -> std::optional<double>& { return r.rules.nonuniformity_above; }),
        automatic("bins", "wavelength_tolerance_nm", 0, 1e4, "distance of the peak from its surroundings, nm",
                  [](Recipe& r) -> std::optional<double>& { return r.rules.wavelength_tolerance_nm; }),
        number("bins", "saturated_px_above", 0, 1e9, "clipped pixels of a die that make it 'saturated'",
               [](Recipe& r) -> double& { return r.rules.saturated_px_above; }),
        number("bins", "max_ratio_sigma", 0, 10, "noise up to which weak over strong is judged",
               [](Recipe& r) -> double& { return r.rules.max_ratio_sigma; }),
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
        check_names("", document_, {"name", "normalise", "bins", "clusters"});
        if (const toml::node* name = document_.get("name")) {
            if (!name->is_string()) fail(*name, "name", "must be a text");
            recipe_.name = name->value_or("");
        }
        for (const char* section : {"normalise", "bins", "clusters"}) read_section(section);
        return recipe_;
    }

  private:
    [[noreturn]] void fail(const toml::node& node, const std::string& key, const std::string& what) const {
        throw Error(ErrorKind::input,
                    fmt::format("{}:{}: recipe key '{}' {}", source_, node.source().begin.line, key, what));
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

    void read_section(const std::string& section) {
        const toml::node* node = document_.get(section);
        if (node == nullptr) return;
        const toml::table* table = node->as_table();
        if (table == nullptr) fail(*node, section, "must be a section: [" + section + "]");
        std::vector<std::string> known;
        for (const NumberKey& key : number_keys()) {
            if (key.section == section) known.emplace_back(key.key);
        }
        if (section == "bins") known.emplace_back("pass");
        check_names(section + ".", *table, known);
        for (const NumberKey& key : number_keys()) {
            if (key.section != section) continue;
            if (const toml::node* value = table->get(key.key)) read_number(key, *value);
        }
        if (const toml::node* pass = section == "bins" ? table->get("pass") : nullptr) read_passes(*pass);
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
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: the recipe can't be opened; check the path", path.string()));
    }
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return parse_recipe(text, path.string());
}

std::string to_toml(const Recipe& recipe) {
    toml::value<std::string> name{recipe.name};
    std::ostringstream quoted;
    quoted << name;
    std::string text = fmt::format("name = {}\n", quoted.str());
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
    add_section("clusters");
    return text;
}

}  // namespace waferglow
