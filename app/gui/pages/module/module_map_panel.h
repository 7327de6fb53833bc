// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a module with its choices, its colour scale and the line about what lies under the cursor.
#pragma once

#include "app/gui/presenters/module/module_presenter.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QLabel;
class QToolButton;

namespace waferglow::gui {

class ColorBar;
class Desk;
class WaferView;

class ModuleMapPanel : public QFrame {
    Q_OBJECT
  public:
    ModuleMapPanel(Desk& desk, QWidget* parent);

    /// The whole of another module; of the same file read again, the same part as before.
    void set_document(const ModuleDocumentPtr& document);
    void choose(const ModuleChoice& choice);
    /// Brings a place to the middle of the picture.
    void go_to(const ModuleTarget& target);
    void retranslate();
    void restyle();

    [[nodiscard]] const ModulePresenter& presenter() const { return presenter_; }
    [[nodiscard]] const ModuleChoice& choice() const { return choice_; }
    [[nodiscard]] WaferView& view() { return *view_; }
    /// What is said of a place.
    [[nodiscard]] QString reading_text(std::optional<WaferPoint> at) const;

  private:
    void build_tools(QWidget* bar);
    void connect_choices();
    void ask_for_scene();
    void take_scene(const ModuleScenePtr& scene);
    void fill_choices();
    void show_scale();
    void draw_over(QPainter& painter) const;
    void draw_sub_pixels(QPainter& painter) const;
    void mark_findings(QPainter& painter) const;
    [[nodiscard]] QRectF on_screen(const WaferRect& area) const;

    Desk& desk_;
    ModuleDocumentPtr document_;
    ModulePresenter presenter_;
    ModuleChoice choice_;
    QComboBox* views_;
    QComboBox* patterns_;
    QComboBox* sub_pixels_;
    QCheckBox* after_;
    QCheckBox* marks_;
    QList<QToolButton*> tools_;
    WaferView* view_;
    ColorBar* bar_;
    QLabel* reading_;
};

}  // namespace waferglow::gui
