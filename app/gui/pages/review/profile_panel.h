// SPDX-License-Identifier: GPL-3.0-or-later
// The layer on the map along the radius or the angle: what ovens, spinners and gas flows leave behind.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "app/gui/presenters/wafer/distributions.h"

class QComboBox;
class QCPGraph;
class QCustomPlot;

namespace waferglow::gui {

class ProfilePanel : public ReviewPanel {
    Q_OBJECT
  public:
    ProfilePanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Profile"); }
    [[nodiscard]] const char* name() const override { return "profile"; }
    void retranslate() override;
    void restyle() override;

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override;
    void refresh() override;

  private:
    void show_profiles(const Profile& all, const Profile* selected);

    QComboBox* along_;
    QCustomPlot* plot_;
    QCPGraph* upper_;
    QCPGraph* lower_;
    QCPGraph* mean_;
    QCPGraph* selected_;
};

}  // namespace waferglow::gui
