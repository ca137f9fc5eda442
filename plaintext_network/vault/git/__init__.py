"""Uses git as the vault's engine: merges, history and commits. Only here does pnet run git."""
