"""How updates arrive and when they are acknowledged: after they are answered and logged, never before."""
