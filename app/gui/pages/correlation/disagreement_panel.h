// SPDX-License-Identifier: GPL-3.0-or-later
// Where PL and EL disagree: the map of verdicts beside the list of escapes and overkills.
#pragma once

#include "app/gui/presenters/correlation/el_comparison.h"
#include "app/gui/presenters/desk/desk.h"

#include <QAbstractTableModel>
#include <QWidget>
#include <functional>

class QCheckBox;
class QLabel;
class QPushButton;
class QTableView;

namespace waferglow::gui {

class WaferView;

/// The disagreements as rows; any number of them without a copy.
class DisagreementModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    using QAbstractTableModel::QAbstractTableModel;
    void set_result(ComparisonPtr result, BinPtr bins);
    void retranslate();
    [[nodiscard]] const Disagreement* at(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    ComparisonPtr result_;
    BinPtr bins_;
};

class DisagreementPanel : public QWidget {
    Q_OBJECT
  public:
    explicit DisagreementPanel(QWidget* parent);
    /// Null result: the hint in place of the map.
    void show_result(const DocumentPtr& document, const ComparisonPtr& result, const QString& hint);
    void retranslate();
    void restyle();
    [[nodiscard]] WaferView& view() { return *view_; }
    [[nodiscard]] QTableView& table() { return *table_; }

    std::function<void(DieIndex)> on_die;  ///< to be shown in the review

  private:
    void show_scene();
    void show_counts();
    void choose(const QModelIndex& index);

    DocumentPtr document_;
    ComparisonPtr result_;
    WaferView* view_;
    QCheckBox* shown_[4];  // by Verdict - 1
    DisagreementModel* model_;
    QTableView* table_;
    QLabel* hint_;
    QPushButton* review_;
    bool placed_ = false;  // the view shows this wafer
};

}  // namespace waferglow::gui
