// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/correlation/correlation_presenter.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/el_stored.h"

#include <cmath>
#include <mutex>
#include <utility>

#include <fmt/format.h>

namespace waferglow::gui {
namespace {

constexpr const char* kCorrelationSource = "correlation";

std::string summary(const ElComparison& result) {
    const Confusion& c = result.confusion;
    return fmt::format(
        "{} dies judged by PL and EL: accuracy {:.4f} %, overkill {} of {} good, escape {} of {} bad",
        c.matched(), 100.0 * c.accuracy(), c.fp, c.fp + c.tn, c.fn, c.fn + c.tp);
}

}  // namespace

CorrelationPresenter::CorrelationPresenter(Desk& desk, ReportWriter report, std::function<void()> changed)
    : desk_(desk), report_(std::move(report)), changed_(std::move(changed)), learner_(desk.poster()) {
    learner_.set_listener([this](const TaskState& state) { show_learning(state); });
    desk_.on_document([this] { document_changed(); });
    desk_.session().on_change([this] { changed_(); });
}

void CorrelationPresenter::document_changed() {
    const DocumentPtr& next = desk_.document();
    const bool same_wafer = document_ != nullptr && next != nullptr && document_->path() == next->path() &&
                            document_->grid() == next->grid();
    document_ = next;
    if (same_wafer && own_reload_) {
        // Only what this page wrote has changed: the result stands.
        own_reload_ = false;
        changed_();
        return;
    }
    own_reload_ = false;
    if (!same_wafer) {
        input_.reset();
        stored_ = false;
    }
    result_.reset();
    problem_.clear();
    const bool from_file = input_ == nullptr || input_->path.empty();
    if (from_file && document_ != nullptr && document_->el != nullptr) {
        input_ = std::make_shared<ElInput>(stored_input(*document_->el));
        stored_ = true;
    } else if (from_file) {
        input_.reset();
    }
    if (input_ != nullptr)
        compare();
    else
        changed_();
}

void CorrelationPresenter::load(const std::filesystem::path& path, const std::filesystem::path& mapping) {
    if (document_ == nullptr)
        return refuse("Open an inspected wafer file first, then its EL data.", kLoadElTask);
    if (document_->bins == nullptr)
        return refuse("This wafer has no bins yet; apply a recipe first, then compare with EL.", kLoadElTask);
    const DocumentPtr document = document_;
    desk_.work().submit({.key = "correlation",
                         .name = kLoadElTask,
                         .work = [this, document, path, mapping](const TaskContext& context) -> Delivery {
                             auto input = std::make_shared<ElInput>(
                                 load_el(path, mapping, document->header().map, *document->bins));
                             context.check();
                             return [this, document, input] {
                                 if (document != document_) return;
                                 input_ = input;
                                 stored_ = false;
                                 for (const std::string& warning : input->table->warnings)
                                     desk_.log().add(station::Severity::warning, kCorrelationSource, warning);
                                 compare();
                             };
                         },
                         .failed = [this](const station::Trouble& trouble) { fail(trouble); }});
}

void CorrelationPresenter::set_transform(const ElTransform& transform) {
    if (input_ == nullptr || input_->used == transform) return;
    auto input = std::make_shared<ElInput>(*input_);
    input->used = transform;
    input_ = std::move(input);
    stored_ = false;
    compare();
}

void CorrelationPresenter::compare() {
    learner_.cancel_all();
    learning_.reset();
    changed_();
    if (document_ == nullptr || input_ == nullptr) return;
    if (document_->bins == nullptr)
        return refuse("This wafer has no bins yet; apply a recipe first.", kCompareElTask);
    const std::string layer = document_->strongest_layer();
    if (layer.empty())
        return refuse("This wafer has no relative PL intensity; apply a recipe first.", kCompareElTask);
    const DocumentPtr document = document_;
    const ElInputPtr input = input_;
    desk_.with_layer(document, layer, [this, document, input](const LayerPtr& pl) {
        if (document != document_ || input != input_) return;
        desk_.work().submit({.key = "correlation",
                             .name = kCompareElTask,
                             .work = [this, document, input, pl](const TaskContext& context) -> Delivery {
                                 const WaferFile& header = document->header();
                                 const auto result = std::make_shared<const ElComparison>(
                                     compare_with_el(header.map, *document->bins, *pl, on_wafer(*input),
                                                     cells_learnt_from(header, document->path().string()),
                                                     [&context] { context.check(); }));
                                 return [this, document, input, result] {
                                     if (document != document_ || input != input_) return;
                                     result_ = result;
                                     compared_ = input;
                                     problem_.clear();
                                     threshold_ = result->best_threshold;
                                     changed_();
                                 };
                             },
                             .failed =
                                 [this](const station::Trouble& trouble) {
                                     result_.reset();
                                     fail(trouble);
                                 }});
    });
}

void CorrelationPresenter::fail(const station::Trouble& trouble) {
    problem_ = trouble.text;
    desk_.log().add(kCorrelationSource, trouble);
    changed_();
}

void CorrelationPresenter::refuse(const std::string& why, const std::string& task) {
    fail({.kind = ErrorKind::usage, .text = why, .task = task});
}

void CorrelationPresenter::set_threshold(double threshold) {
    threshold_ = threshold;
    changed_();
}

const ThresholdPoint* CorrelationPresenter::at_threshold() const {
    return result_ == nullptr ? nullptr : point_at(result_->thresholds, threshold_);
}

WaferUpdate CorrelationPresenter::pending(const std::string& action, const std::string& text) const {
    WaferUpdate update;
    if (!stored_) {
        update.el = stored_el(on_wafer(*input_));
        update.correlation_json = correlation_json(*result_, *input_);
        update.log.push_back(desk_.session().log_entry(
            "correlate", fmt::format("{}; {}", input_->path.string(), describe(input_->used))));
    }
    if (!action.empty()) update.log.push_back(desk_.session().log_entry(action, text));
    return update;
}

void CorrelationPresenter::written() {
    stored_ = true;
    own_reload_ = true;
    desk_.reload();
}

void CorrelationPresenter::store() {
    if (!ready() || stored_) return;
    desk_.files().submit(
        {.key = {},
         .name = kStoreElTask,
         .work = [this, path = document_->path(), update = pending({}, {})](const TaskContext&) -> Delivery {
             update_wafer_file(path, update);
             return [this] {
                 desk_.log().add(station::Severity::info, kCorrelationSource,
                                 station::Happening{station::Event::el_stored});
                 written();
             };
         },
         .failed = desk_.tell_trouble(kCorrelationSource)});
}

void CorrelationPresenter::learn(const ErrorCosts& costs) {
    if (!ready() || learn_share_) return;
    learn_share_ = -1.0;
    learner_.submit(
        {.key = "learn",
         .name = kLearnTask,
         .work = [this, document = document_, input = input_, costs](const TaskContext& context) -> Delivery {
             LessonPtr lesson;
             {
                 const std::lock_guard lock(desk_.hdf5());
                 context.check();
                 lesson = read_lesson(document->path());
             }
             const LearnWatch watch{.stop = context.stop(),
                                    .progress = [&context](double share) { context.progress(share); }};
             const auto learning =
                 std::make_shared<ElLearning>(gui::learn(*lesson, on_wafer(*input), costs, watch));
             return [this, document, input, learning] {
                 if (document != document_ || input != input_) return;
                 learning_ = learning;
                 desk_.log().add(
                     station::Severity::info, kCorrelationSource,
                     station::Happening{station::Event::learnt,
                                        {std::to_string(learning->trained_dies), name_of(learning->kind)}},
                     kLearnTask);
             };
         },
         .failed = desk_.tell_trouble(kCorrelationSource)});
    changed_();
}

void CorrelationPresenter::cancel_learning() {
    learner_.cancel_all();
    learn_share_.reset();
    changed_();
}

void CorrelationPresenter::show_learning(const TaskState& state) {
    const bool was = learn_share_.has_value();
    learn_share_ = state.busy ? std::optional(state.share) : std::nullopt;
    if (was && state.busy && on_learning)
        on_learning();  // the rest of the page is as it was
    else
        changed_();
}

bool CorrelationPresenter::may_apply() const {
    return desk_.session().may(station::Action::edit_recipes);
}

void CorrelationPresenter::apply_learnt() {
    if (!ready() || learning_ == nullptr) return;
    const std::string kind = name_of(learning_->kind);
    const std::string dies = std::to_string(learning_->trained_dies);
    const std::string what = "recipe with a model (" + kind + ") learnt from " + dies + " dies";
    const station::Happening happening{station::Event::wafer_judged_by_model,
                                       {document_->path().string(), kind, dies}};
    try {
        desk_.session().require(station::Action::edit_recipes);
        desk_.session().audit("analyse", happening);
    } catch (const Error& error) {
        desk_.log().add(kCorrelationSource, station::trouble_of(error, kApplyLearntTask));
        return;
    }
    desk_.files().submit(
        {.key = {},
         .name = kApplyLearntTask,
         .work = [this, path = document_->path(), learning = learning_,
                  el = stored_el(on_wafer(*input_), learning_->trained_records), kind, dies,
                  log = desk_.session().log_entry("analyse", what)](const TaskContext& context) -> Delivery {
             context.check();
             apply_learning(path, el, *learning, log, context.stop());
             return [this, kind, dies] {
                 desk_.log().add(station::Severity::info, kCorrelationSource,
                                 station::Happening{station::Event::judged_by_model, {kind, dies}});
                 desk_.reload();
             };
         },
         .failed = desk_.tell_not_done(kCorrelationSource, "analyse", happening)});
}

void CorrelationPresenter::export_report(const std::filesystem::path& path) {
    if (!ready()) return;
    const bool store_first = !stored_;
    desk_.files().submit({.key = {},
                          .name = kReportTask,
                          .work = [this, wafer = document_->path(), path, store_first,
                                   update = pending({}, {})](const TaskContext& context) -> Delivery {
                              if (store_first) update_wafer_file(wafer, update);
                              context.check();
                              report_(wafer, path);
                              return [this, path, store_first] {
                                  desk_.log().add(
                                      station::Severity::info, kCorrelationSource,
                                      station::Happening{station::Event::file_written, {path.string()}});
                                  if (store_first) written();
                              };
                          },
                          .failed = desk_.tell_trouble(kCorrelationSource)});
}

void CorrelationPresenter::sign_off(const std::string& comment) {
    if (!ready()) return;
    const std::string text = comment.empty() ? summary(*result_) : summary(*result_) + "; " + comment;
    const station::Happening happening{station::Event::wafer_signed_off, {document_->path().string(), text}};
    try {
        desk_.session().require(station::Action::sign_off);
        desk_.session().audit(kSignOffAction, happening);
    } catch (const Error& error) {
        desk_.log().add(kCorrelationSource, station::trouble_of(error, kSignOffTask));
        return;
    }
    desk_.files().submit({.key = {},
                          .name = kSignOffTask,
                          .work = [this, path = document_->path(), update = pending(kSignOffAction, text),
                                   text](const TaskContext&) -> Delivery {
                              update_wafer_file(path, update);
                              return [this] {
                                  desk_.log().add(station::Severity::info, kCorrelationSource,
                                                  station::Happening{station::Event::signed_off});
                                  written();
                              };
                          },
                          .failed = desk_.tell_not_done(kCorrelationSource, kSignOffAction, happening)});
}

bool CorrelationPresenter::may_sign_off() const {
    return desk_.session().may(station::Action::sign_off);
}

std::optional<SignOff> CorrelationPresenter::last_sign_off() const {
    if (document_ == nullptr) return std::nullopt;
    std::optional<SignOff> found;
    for (const LogEntry& entry : document_->header().log) {
        if (entry.action == kSignOffAction)
            found = SignOff{entry, false};
        else if (found)
            found->outdated = true;
    }
    return found;
}

}  // namespace waferglow::gui
