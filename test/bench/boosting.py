"""XGBoost on the table of boosting.ts, with the same hyperparameters (Debian: apt-get install python3-xgboost python3-pandas)."""
import sys
import time

import pandas
import xgboost

table = pandas.read_csv(sys.argv[1])
features = list(table.columns[2:])
held = table.held == 1
train = xgboost.DMatrix(table[~held][features], table[~held].fill)
test = xgboost.DMatrix(table[held][features])
settings = dict(
    objective="reg:squarederror", tree_method="hist", max_bin=254, max_depth=8, eta=0.05, subsample=0.8,
    colsample_bytree=0.8, min_child_weight=10, reg_lambda=1, nthread=1,
)
errors = []
started = time.time()
for seed in (1, 2, 3):
    model = xgboost.train({**settings, "seed": seed}, train, 500)
    errors.append((pandas.Series(model.predict(test)) - table[held].fill.reset_index(drop=True)).abs().mean())
seconds = (time.time() - started) / 3
print("xgboost", xgboost.__version__, "MAE", *(f"{error:.5f}" for error in errors), f"{seconds:.1f} s each")
