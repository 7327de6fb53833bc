// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/fit_models.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <random>

#include <opencv2/core.hpp>
#include <opencv2/ml.hpp>

namespace waferglow {
namespace {

constexpr std::size_t kForestTrees = 100;  // a multiple of kForestBatch
constexpr int kForestBatch = 5;            // trees between two looks at a stop
constexpr int kForestDepth = 10;
constexpr int kForestLeast = 6;  // dies in a node to be split
constexpr int kBoostedTrees = 50;
constexpr int kBoostedDepth = 3;
constexpr int kBoostedLeast = 10;
constexpr double kRate = 0.2;
constexpr double kLeafRidge = 1.0;
constexpr double kMostStep = 4.0;

/// A tree of OpenCV's as plain nodes, children behind their parents.
Tree plain_tree(const cv::ml::DTrees& trees, int root) {
    const auto& nodes = trees.getNodes();
    const auto& splits = trees.getSplits();
    Tree tree;
    std::deque<int> open{root};
    for (tree.emplace_back(); !open.empty(); open.pop_front()) {
        const auto& node = nodes[static_cast<std::size_t>(open.front())];
        const std::size_t at = tree.size() - open.size();
        tree[at].value = static_cast<float>(node.value);
        if (node.split < 0) continue;
        const auto& split = splits[static_cast<std::size_t>(node.split)];
        tree[at].feature = split.varIdx;
        tree[at].split = split.c;
        tree[at].left = static_cast<std::int32_t>(tree.size());
        tree[at].right = tree[at].left + 1;
        tree.resize(tree.size() + 2);
        open.push_back(node.left);
        open.push_back(node.right);
    }
    return tree;
}

/// Row numbers in an order of the seed's.
std::vector<std::size_t> shuffled_rows(std::size_t count, std::uint64_t seed) {
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i) order[i] = i;
    std::mt19937_64 random(seed);
    for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    return order;
}

/// OpenCV draws from the generator of the thread, which whatever ran there before has moved on: while this
/// lives, it begins with the seed, so that a fit is the same on any thread.
class SeededDraws {
  public:
    explicit SeededDraws(std::uint64_t seed) : before_(cv::theRNG().state) {
        // Multiply-with-carry: zero would stay zero.
        cv::theRNG().state = seed == 0 ? ~std::uint64_t{0} : seed;
    }
    ~SeededDraws() { cv::theRNG().state = before_; }
    SeededDraws(const SeededDraws&) = delete;
    SeededDraws& operator=(const SeededDraws&) = delete;

  private:
    std::uint64_t before_;
};

cv::Mat samples_of(const Examples& examples, const std::vector<std::size_t>& order) {
    cv::Mat samples(static_cast<int>(order.size()), static_cast<int>(examples.table.features), CV_32F);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto row = examples.table.row(order[i]);
        std::ranges::copy(row, samples.ptr<float>(static_cast<int>(i)));
    }
    return samples;
}

std::size_t leaf_of(const Tree& tree, std::span<const float> values) {
    std::size_t at = 0;
    while (tree[at].feature >= 0) {
        const bool left = values[static_cast<std::size_t>(tree[at].feature)] <= tree[at].split;
        at = static_cast<std::size_t>(left ? tree[at].left : tree[at].right);
    }
    return at;
}

/// Sets the values of a tree to Newton steps of the logistic loss; inner nodes get that of all below them.
void set_leaves(Tree& tree, const Examples& examples, const std::vector<double>& p) {
    std::vector<double> gradient(tree.size(), 0.0);
    std::vector<double> curvature(tree.size(), 0.0);
    for (std::size_t i = 0; i < p.size(); ++i) {
        const std::size_t leaf = leaf_of(tree, examples.table.row(i));
        gradient[leaf] += (examples.bad[i] == 1 ? 1.0 : 0.0) - p[i];
        curvature[leaf] += p[i] * (1.0 - p[i]);
    }
    for (std::size_t at = tree.size(); at-- > 0;) {
        if (tree[at].feature >= 0) {
            const auto left = static_cast<std::size_t>(tree[at].left);
            const auto right = static_cast<std::size_t>(tree[at].right);
            gradient[at] = gradient[left] + gradient[right];
            curvature[at] = curvature[left] + curvature[right];
        }
        const double step = std::clamp(gradient[at] / (curvature[at] + kLeafRidge), -kMostStep, kMostStep);
        tree[at].value = static_cast<float>(kRate * step);
    }
}

}  // namespace

void fit_forest(LearnedModel& model, const Examples& examples, std::uint64_t seed,
                const std::stop_token& stop) {
    model.kind = ModelKind::forest;
    const std::vector<std::size_t> order = shuffled_rows(examples.bad.size(), seed);
    const cv::Mat samples = samples_of(examples, order);
    cv::Mat responses(samples.rows, 1, CV_32F);
    for (int i = 0; i < samples.rows; ++i)
        responses.at<float>(i) = examples.bad[order[static_cast<std::size_t>(i)]] == 1 ? 1.0F : 0.0F;
    const auto forest = cv::ml::RTrees::create();
    forest->setMaxDepth(kForestDepth);
    forest->setMinSampleCount(kForestLeast);
    forest->setRegressionAccuracy(1e-6F);
    forest->setActiveVarCount(std::max(2, samples.cols / 3));
    // Trees know nothing of each other, so twenty forests of five are a forest of a hundred, which can be
    // left.
    forest->setTermCriteria({cv::TermCriteria::MAX_ITER, kForestBatch, 0.0});
    model.trees.clear();
    const SeededDraws draws{std::mt19937_64(seed)()};
    while (model.trees.size() < kForestTrees) {
        check_stop(stop);
        forest->train(samples, cv::ml::ROW_SAMPLE, responses);
        for (const int root : forest->getRoots()) model.trees.push_back(plain_tree(*forest, root));
    }
}

void fit_boosted(LearnedModel& model, const Examples& examples, std::uint64_t seed,
                 const std::stop_token& stop) {
    model.kind = ModelKind::boosted;
    model.trees.clear();
    const std::size_t count = examples.bad.size();
    const std::vector<std::size_t> order = shuffled_rows(count, seed);
    const cv::Mat samples = samples_of(examples, order);
    const auto bad = static_cast<double>(std::ranges::count(examples.bad, 1));
    model.intercept = std::log((bad + 0.5) / (static_cast<double>(count) - bad + 0.5));
    std::vector<double> score(count, model.intercept);
    std::vector<double> p(count);
    cv::Mat responses(samples.rows, 1, CV_32F);
    for (int round = 0; round < kBoostedTrees; ++round) {
        check_stop(stop);
        for (std::size_t i = 0; i < count; ++i) p[i] = logistic(score[i]);
        for (std::size_t i = 0; i < count; ++i)
            responses.at<float>(static_cast<int>(i)) =
                static_cast<float>((examples.bad[order[i]] == 1 ? 1.0 : 0.0) - p[order[i]]);
        const auto grown = cv::ml::DTrees::create();
        grown->setMaxDepth(kBoostedDepth);
        grown->setMinSampleCount(kBoostedLeast);
        grown->setCVFolds(0);
        grown->setRegressionAccuracy(1e-6F);
        grown->train(samples, cv::ml::ROW_SAMPLE, responses);
        Tree tree = plain_tree(*grown, grown->getRoots().front());
        set_leaves(tree, examples, p);
        for (std::size_t i = 0; i < count; ++i)
            score[i] += static_cast<double>(tree[leaf_of(tree, examples.table.row(i))].value);
        model.trees.push_back(std::move(tree));
    }
}

}  // namespace waferglow
