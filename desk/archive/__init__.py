"""客户档案: who sends, who receives, who pays."""
