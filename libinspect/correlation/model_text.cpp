// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/model_text.h"

#include "libinspect/base/error.h"

#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

/// TOML wants a point or an exponent in a floating-point number.
std::string number(double value) {
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".en") == std::string::npos) text += ".0";
    return text;
}

std::string numbers(const std::vector<double>& values) {
    std::vector<std::string> texts;
    texts.reserve(values.size());
    for (const double value : values) texts.push_back(number(value));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

[[noreturn]] void refuse(std::string_view word) {
    throw Error(ErrorKind::input, fmt::format("'{}' is no node of a tree; learn the model anew", word));
}

template <class Value>
Value take(std::string_view& rest, std::string_view word) {
    Value value{};
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc()) refuse(word);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return value;
}

void skip(std::string_view& rest, std::string_view mark, std::string_view word) {
    if (!rest.starts_with(mark)) refuse(word);
    rest.remove_prefix(mark.size());
}

TreeNode parse_node(std::string_view word) {
    TreeNode node;
    std::string_view rest = word;
    if (rest.starts_with('=')) {
        rest.remove_prefix(1);
        node.value = take<float>(rest, word);
    } else {
        skip(rest, "f", word);
        node.feature = take<std::int32_t>(rest, word);
        if (node.feature < 0) refuse(word);
        skip(rest, "<=", word);
        node.split = take<float>(rest, word);
        skip(rest, ":", word);
        node.left = take<std::int32_t>(rest, word);
        skip(rest, ":", word);
        node.right = take<std::int32_t>(rest, word);
        skip(rest, ":", word);
        node.value = take<float>(rest, word);
    }
    if (!rest.empty()) refuse(word);
    return node;
}

}  // namespace

std::string tree_text(const Tree& tree) {
    std::string text;
    for (const TreeNode& node : tree) {
        if (!text.empty()) text += ' ';
        text += node.feature < 0 ? fmt::format("={}", node.value)
                                 : fmt::format("f{}<={}:{}:{}:{}", node.feature, node.split, node.left,
                                               node.right, node.value);
    }
    return text;
}

Tree parse_tree(std::string_view text) {
    Tree tree;
    while (!text.empty()) {
        const std::size_t end = text.find(' ');
        const std::string_view word = text.substr(0, end);
        if (!word.empty()) tree.push_back(parse_node(word));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return tree;
}

std::string to_toml(const LearnedModel& model) {
    std::string text = fmt::format(
        "[model]  # learnt from EL; overrides the rules: bins el_fail and el_pass\nkind = \"{}\"\n",
        name_of(model.kind));
    std::vector<std::string> names;
    for (const std::string& name : model.features) names.push_back('"' + name + '"');
    text += fmt::format("features = [{}]\n", fmt::join(names, ", "));
    text += fmt::format("fill = {}  # where a number is not known\n", numbers(model.fill));
    text += fmt::format("cost_escape = {}\ncost_overkill = {}\n", number(model.costs.escape),
                        number(model.costs.overkill));
    text += fmt::format("trained_dies = {}\nseed = {}\n", model.trained_dies, model.seed);
    if (model.kind == ModelKind::logistic) {
        text += fmt::format(
            "floor = {}  # share of dies that fail for reasons PL does not show\nintercept = {}\n",
            number(model.floor), number(model.intercept));
        text += fmt::format("mean = {}\nscale = {}\n", numbers(model.mean), numbers(model.scale));
        text += "terms = [  # feature, second feature of a product or -1, weight\n";
        for (const LogisticTerm& term : model.terms)
            text += fmt::format("    [{}, {}, {}],\n", term.first, term.second, number(term.weight));
        text += "]\n";
    }
    if (model.kind == ModelKind::thresholds) {
        text += "limits = [  # feature, +1: rejects above, -1: below, limit\n";
        for (const Limit& limit : model.limits)
            text +=
                fmt::format("    [{}, {}, {}],\n", limit.feature, limit.above ? 1 : -1, number(limit.value));
        text += "]\n";
    }
    if (model.kind == ModelKind::boosted) text += fmt::format("intercept = {}\n", number(model.intercept));
    if (!model.trees.empty()) {
        text += "trees = [\n";
        for (const Tree& tree : model.trees) text += "    \"" + tree_text(tree) + "\",\n";
        text += "]\n";
    }
    for (const TrainingRecord& record : model.trained) {
        std::string id;
        for (const char c : record.wafer_id) {
            if (c == '"' || c == '\\') id += '\\';
            id += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
        text += fmt::format("\n[[model.trained]]\nwafer_id = \"{}\"\nblock_dies = {}\nblocks = [{}]\n", id,
                            record.block_dies, fmt::join(record.blocks, ", "));
    }
    return text;
}

}  // namespace waferglow
