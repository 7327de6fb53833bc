// SPDX-License-Identifier: GPL-3.0-or-later
// A part of the review page beside the map: it works only while it can be seen.
#pragma once

#include "app/gui/presenters/review/review_model.h"

#include <QFrame>

namespace waferglow::gui {

class ReviewPanel : public QFrame {
    Q_OBJECT
  public:
    ReviewPanel(ReviewModel& model, QWidget* parent);

    /// On its tab.
    [[nodiscard]] virtual QString title() const = 0;
    /// For the session; the same in all languages.
    [[nodiscard]] virtual const char* name() const = 0;
    virtual void retranslate() = 0;
    virtual void restyle() {}

  protected:
    /// Whether a change makes what it shows stale.
    [[nodiscard]] virtual bool concerns(ReviewChange change) const = 0;
    /// Shows what the model holds.
    virtual void refresh() = 0;
    /// `refresh`, at once or when the panel is next seen.
    void refresh_when_seen();

    [[nodiscard]] ReviewModel& model() { return model_; }
    [[nodiscard]] const ReviewModel& model() const { return model_; }
    /// Runs `work` on the desk's worker; a later one with the same panel takes its place.
    void compute(std::function<Delivery()> work);

    void showEvent(QShowEvent* event) override;

  private:
    ReviewModel& model_;
    bool stale_ = true;
};

}  // namespace waferglow::gui
