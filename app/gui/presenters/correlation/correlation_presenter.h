// SPDX-License-Identifier: GPL-3.0-or-later
// What the correlation page does: load EL, lay it on the wafer, compare, keep, report, sign off.
#pragma once

#include "app/gui/presenters/correlation/el_comparison.h"
#include "app/gui/presenters/correlation/el_input.h"
#include "app/gui/presenters/correlation/el_learning.h"
#include "app/gui/presenters/desk/desk.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace waferglow::gui {

inline constexpr const char* kLoadElTask = "Loading EL data";
inline constexpr const char* kCompareElTask = "Comparing PL with EL";
inline constexpr const char* kLearnTask = "Learning from EL";
inline constexpr const char* kApplyLearntTask = "Applying what was learnt";
inline constexpr const char* kStoreElTask = "Storing the comparison";
inline constexpr const char* kReportTask = "Writing the report";
inline constexpr const char* kSignOffTask = "Signing off";

/// The action under which a sign-off stands in a wafer's log.
inline constexpr const char* kSignOffAction = "sign-off";

/// Whether and by whom the wafer was released.
struct SignOff {
    LogEntry entry;
    bool outdated = false;  ///< dies were judged or compared anew since
};

/// Writes the report of a wafer file, which takes Qt; called on the thread that reads files.
using ReportWriter =
    std::function<void(const std::filesystem::path& wafer_file, const std::filesystem::path& report)>;

/// Confined to the window's thread; knows no Qt. `changed` is called after everything that alters what is to
/// be shown. Failures go to the desk's log.
class CorrelationPresenter {
  public:
    CorrelationPresenter(Desk& desk, ReportWriter report, std::function<void()> changed);

    /// `mapping` may be empty.
    void load(const std::filesystem::path& path, const std::filesystem::path& mapping = {});
    /// Lays the table otherwise and compares anew.
    void set_transform(const ElTransform& transform);
    void set_threshold(double threshold);
    /// EL records and result into the wafer file.
    void store();
    /// Looks for thresholds or a model that predict EL better, on half of the wafer; nothing is changed yet.
    void learn(const ErrorCosts& costs);
    /// Ends it soon, whatever it is at.
    void cancel_learning();
    /// Share done while something is being learnt, below 0 while the wafer is still being read.
    [[nodiscard]] std::optional<double> learn_share() const { return learn_share_; }
    /// Called where nothing but `learn_share` has changed.
    std::function<void()> on_learning;
    /// The learnt model into the wafer's recipe, its dies judged anew. Only for those who may edit recipes.
    void apply_learnt();
    /// Stores what is not stored, then writes HTML or PDF.
    void export_report(const std::filesystem::path& path);
    /// Stores what is not stored, and puts the release with its figures in the wafer's log. Only for those
    /// who may; in the audit log first.
    void sign_off(const std::string& comment);

    [[nodiscard]] const ElInputPtr& input() const { return input_; }
    /// Null: nothing to show, see `problem`.
    [[nodiscard]] const ComparisonPtr& result() const { return result_; }
    /// Why there is no result, in words; empty where nothing is wrong.
    [[nodiscard]] const std::string& problem() const { return problem_; }
    /// False while a comparison is being made anew: what is shown belongs to an earlier alignment.
    [[nodiscard]] bool ready() const { return result_ != nullptr && compared_ == input_; }
    /// Null: nothing was learnt since EL or wafer changed.
    [[nodiscard]] const LearningPtr& learning() const { return learning_; }
    [[nodiscard]] bool may_apply() const;
    [[nodiscard]] bool may_sign_off() const;
    [[nodiscard]] bool stored() const { return stored_; }
    [[nodiscard]] double threshold() const { return threshold_; }
    /// What the rule "reject below the threshold" would make of the dies; null without a result.
    [[nodiscard]] const ThresholdPoint* at_threshold() const;
    [[nodiscard]] std::optional<SignOff> last_sign_off() const;

  private:
    void document_changed();
    void compare();
    void fail(const station::Trouble& trouble);
    void refuse(const std::string& why, const std::string& task);
    /// What the wafer file has to take up before a report or sign-off stands for what is seen.
    [[nodiscard]] WaferUpdate pending(const std::string& action, const std::string& text) const;
    void written();
    void show_learning(const TaskState& state);

    Desk& desk_;
    ReportWriter report_;
    std::function<void()> changed_;
    DocumentPtr document_;
    ElInputPtr input_;
    ComparisonPtr result_;
    ElInputPtr compared_;  // what result_ belongs to
    LearningPtr learning_;
    std::string problem_;
    double threshold_ = 0.0;
    bool stored_ = false;
    bool own_reload_ = false;
    std::optional<double> learn_share_;
    TaskRunner learner_;  // last: its thread ends first. Its own, since learning takes long and needs no file
};

}  // namespace waferglow::gui
